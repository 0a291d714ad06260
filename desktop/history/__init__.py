"""What was read, when and by which model: kept, searched, exported and wiped."""
