"""What documents say: shapes that templates print, prose, and the reading of the record that fills them."""
