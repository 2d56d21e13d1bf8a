"""Sessions: one brief worked through one kit, every version kept, saved after every change."""
