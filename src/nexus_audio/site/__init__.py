"""What people read: show notes, a page for each episode, and the show's page."""
