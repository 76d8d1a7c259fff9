"""The picture of frames and heap: from source and verdict to a scene, its geometry, SVG and words."""
