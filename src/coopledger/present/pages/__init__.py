"""What each command shows: values in, a page out."""
