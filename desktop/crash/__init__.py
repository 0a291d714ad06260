"""What happens when the program itself fails: a report, a dialog, and the way back to the work."""
