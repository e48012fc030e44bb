"""One module a stage, one public function in each, short: the rooms beside it do the work."""
