"""HTTP in, pages out; also the command line. No rule, no SQL, no commit. The only home of Flask."""
