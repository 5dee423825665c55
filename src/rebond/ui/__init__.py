"""The Qt window; only this package and `rebond.app` import Qt."""
