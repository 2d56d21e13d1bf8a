"""Reading what strangers wrote: lines, shapes, rules; imported only when files are read."""
