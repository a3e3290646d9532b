"""HTTP and Socket.IO in, HTML and JSON out; this floor decides nothing."""
