"""What a strong match is to each encoder: one file each, written by `balkanetup calibrate`."""
