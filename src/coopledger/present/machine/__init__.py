"""What machines read: never localised, with the names of DESIGN sections 2 to 4."""
