import Quoting
