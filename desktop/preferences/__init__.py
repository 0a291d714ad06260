"""The settings that the user changes: what there is, and the dialog that it draws."""
