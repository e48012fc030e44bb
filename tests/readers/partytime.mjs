// A parser of Podcasting 2.0 apps reads from our feeds what went into them: `make readers`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import partytime from "podcast-partytime";

const DATA = new URL("../data/feeds/", import.meta.url);
// What partytime 5.0.0 does not read is left out: updateFrequency, images, more than one place,
// a lock without an owner; entities in descriptions it decodes twice.
for (const name of ["wochenschau", "alles"]) {
  const given = JSON.parse(readFileSync(new URL(`${name}.in.json`, DATA), "utf8"));
  const read = partytime.parseFeed(readFileSync(new URL(`${name}.expected.xml`, DATA), "utf8"));
  assert.ok(read, name);
  sameShow(given.show, read);
  assert.equal(read.items.length, given.items.length);
  for (const item of given.items) {
    sameEpisode(item, read.items.find((one) => one.guid === item.episode.guid), given.public_url);
  }
  console.log(`${name}: a show and ${read.items.length} episodes read back`);
}

function sameShow(show, read) {
  for (const key of ["title", "author", "link", "guid", "language"]) {
    assert.equal(read[key], show[key], key);
  }
  assert.equal(read.itunesType, show.type ?? "episodic");
  assert.equal(read.medium, show.medium ?? "podcast");
  if (show.email) assert.equal(read.locked, show.locked ?? true);
  assert.equal(read.itunesComplete, show.complete ?? false);
  assert.equal(read.podcastBlocked === "yes", show.block?.all ?? false);
  assert.equal(read.pubsub.hub, show.hub);
  assert.equal(read.itunesNewFeedUrl, show.new_feed_url);
  assert.deepEqual(
    read.podcastFunding.map((one) => [one.url, one.message]),
    show.funding.map((one) => [one.url, one.text]),
  );
  assert.deepEqual(names(read.podcastPeople), names(show.people));
  assert.equal(read.license.identifier, show.license_url ? show.license : show.license.toLowerCase());
  if (show.trailers) {
    const [trailer, expected] = [read.trailers[0], show.trailers[0]];
    assert.deepEqual([trailer.title, trailer.url], [expected.title, expected.url]);
    assert.equal(+new Date(trailer.pubdate), +new Date(expected.date));
  }
  if (show.podroll) {
    assert.deepEqual(read.podroll.map((one) => one.feedGuid), show.podroll.map((one) => one.guid));
  }
}

function sameEpisode({ episode, enclosure, chapters }, read, publicUrl) {
  const base = publicUrl.replace(/\/*$/, "/");
  assert.equal(read.title, episode.title);
  assert.equal(+read.pubDate, +new Date(episode.date));
  assert.equal(read.duration, Math.round(enclosure.duration / 1000));
  assert.deepEqual(read.enclosure, {
    url: `${base}media/${encodeURIComponent(enclosure.name)}`,
    length: enclosure.length,
    type: enclosure.type,
  });
  assert.equal(read.podcastEpisode.number, episode.number);
  assert.equal(read.podcastEpisode.display, episode.display);
  assert.equal(read.podcastSeason?.number, episode.season);
  assert.equal(read.podcastSeason?.name, episode.season_name);
  assert.equal(read.itunesEpisodeType, episode.type ?? "full");
  assert.deepEqual(names(read.podcastPeople), names(episode.people));
  assert.equal(read.podcastTranscripts[0].type, "text/vtt");
  assert.equal(Boolean(read.podcastChapters), chapters.length > 0);
  assert.deepEqual(
    (read.alternativeEnclosures ?? []).map((one) => [one.type, one.length, one.source[0].uri]),
    (enclosure.alternates ?? []).map((one) => [one.type, one.length, `${base}media/${one.name}`]),
  );
  if (episode.soundbites) {
    const [bite, expected] = [read.podcastSoundbites[0], episode.soundbites[0]];
    assert.deepEqual([bite.duration, bite.title], [expected.duration, expected.title]);
  }
}

function names(people) {
  return (people ?? []).map((person) => person.name);
}
