"""Stack or Heap?: exercises on Go escape analysis, graded by the real Go compiler."""
