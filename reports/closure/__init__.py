"""The closing of a programme: the conditions it waits for, who must act, and how long no body had said yes."""
