"""What is wrong with a data set, before anything is learnt from it."""
