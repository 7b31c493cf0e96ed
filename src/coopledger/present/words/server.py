"""What is said of a ledger on a server, and of who may use it."""

SERVER: dict[str, tuple[str, str]] = {
    "server.made": (
        "{server}: đã lập sổ; người quản lý: {login}",
        "{server}: the ledger is set up; {login} looks after it",
    ),
    "server.login_made": (
        "đã tạo tài khoản {login}, chưa có mật khẩu; đặt mật khẩu bằng \\password {login} trong psql",
        "the login {login} was made, without a password; give it one with \\password {login} in psql",
    ),
    "server.speaks": ("nói thay {party}", "speaks for {party}"),
    "server.speaks.kinds": (
        "nói thay {party}, chỉ ghi {kinds}",
        "speaks for {party}, recording only {kinds}",
    ),
    "server.reads": ("được xem mọi sổ", "reads all books"),
    "server.looks_after": ("quản lý", "looks after the ledger"),
    "server.nothing": ("được đăng nhập", "may log in"),
    "server.login": ("tài khoản", "login"),
    "server.person": ("người", "person"),
    "server.may": ("được làm gì", "what for"),
    "server.by": ("ai cấp", "by"),
    "server.on": ("ngày", "on"),
    "ledger.server": ("sổ: {server}", "ledger: {server}"),
    "S130": (
        "chưa cài phần để nối với máy chủ PostgreSQL",
        "what speaks to PostgreSQL servers is not installed",
    ),
    "S130.help": (
        "cài bằng: pip install 'coopledger[postgres]'",
        "install it: pip install 'coopledger[postgres]'",
    ),
    "S131": ("không nối được với {server}: {cause}", "{server} cannot be reached: {cause}"),
    "S131.help": (
        "kiểm tra địa chỉ và máy chủ rồi chạy lại; chưa có gì được ghi",
        "check the address and the server, and run it again; nothing was recorded",
    ),
    "S132": (
        "{server} không cho đăng nhập: {cause}",
        "{server} does not let this login in: {cause}",
    ),
    "S132.help": (
        "kiểm tra tài khoản và mật khẩu (~/.pgpass hoặc PGPASSWORD)",
        "check the login and its password (~/.pgpass or PGPASSWORD)",
    ),
    "S133": ("{server}: không có cơ sở dữ liệu này", "{server}: there is no such database"),
    "S133.help": (
        "tạo bằng `createdb`, rồi chạy `coop server init`",
        "make it with `createdb`, then run `coop server init`",
    ),
    "S134": ("{server}: chưa lập sổ ở đây", "{server}: no ledger is set up there"),
    "S134.help": (
        "người quản lý cơ sở dữ liệu chạy `coop server init`",
        "who looks after the database runs `coop server init`",
    ),
    "S135": (
        "{server}: không mã hóa (sslmode={mode}), chỉ được phép trên chính máy này",
        "{server}: not encrypted (sslmode={mode}), which is for this machine alone",
    ),
    "S135.help": (
        "bỏ sslmode khỏi địa chỉ, hoặc ghi sslmode=verify-full",
        "leave sslmode out of the address, or write sslmode=verify-full",
    ),
    "S136": ("{server}: đã hết số kết nối", "{server} has no connection left"),
    "S136.help": (
        "chờ rồi chạy lại, hoặc tăng max_connections; chưa có gì được ghi",
        "wait and run it again, or raise max_connections; nothing was recorded",
    ),
    "S137": ("{server} chỉ cho đọc", "{server} can only be read"),
    "S137.help": (
        "ghi địa chỉ của mọi máy chủ và target_session_attrs=read-write; chưa có gì được ghi",
        "name all servers, and target_session_attrs=read-write; nothing was recorded",
    ),
    "S138": (
        "{server} mất kết nối đúng lúc ghi: chưa biết {entries} đã được ghi hay chưa",
        "{server} was lost in the very moment of recording: nobody knows yet whether {entries} was recorded",
    ),
    "S138.help": (
        "khi máy chủ trở lại, xem bằng `coop entries` trước khi ghi lần nữa",
        "when it is back, look at `coop entries` before recording it again",
    ),
    "S139": (
        "{server} đã ghi nhưng chưa máy dự phòng nào nhận",
        "{server} has recorded it, and no standby has taken it over",
    ),
    "S139.help": (
        "báo người quản lý máy chủ; xem bằng `coop entries` trước khi ghi lần nữa",
        "tell who looks after the server; look at `coop entries` before recording it again",
    ),
    "S140": ("{server} không cho phép: {cause}", "{server} does not allow it: {cause}"),
    "S140.help": (
        "`coop server list` cho biết tài khoản được làm gì; người quản lý cấp thêm bằng `coop server grant`",
        "`coop server list` says what a login may do; who looks after the ledger can grant more",
    ),
    "S141": ("{server} từ chối: {cause}", "{server} refuses: {cause}"),
    "S141.help": (
        "chưa có gì được ghi; báo người quản lý máy chủ",
        "nothing was recorded; tell who looks after the server",
    ),
    "S142": (
        "{file} do phiên bản cũ hơn lập (lược đồ {version}, cần {known})",
        "{file} was made by an older version (schema {version}; needed is {known})",
    ),
    "S142.help": (
        "sao sổ ra bằng phiên bản đã lập, rồi `coop import-book` vào một sổ mới",
        "export the books with the version that made it, and `coop import-book` them into a new one",
    ),
    "S143": ("{server}: đã có sổ", "{server}: a ledger is there already"),
    "S143.help": (
        "`coop server list` cho biết ai dùng được",
        "`coop server list` says who may use it",
    ),
    "S144": (
        "{server}: cơ sở dữ liệu dùng bảng mã {encoding}, không ghi được mọi chữ",
        "{server}: the database is encoded in {encoding}, which does not have every letter",
    ),
    "S144.help": (
        "tạo bằng `createdb --encoding UTF8`",
        "make one with `createdb --encoding UTF8`",
    ),
    "S145": (
        "không có tài khoản {login}, và tài khoản này không được tạo",
        "there is no login {login}, and this one may not make it",
    ),
    "S145.help": (
        "người quản lý cơ sở dữ liệu chạy: CREATE ROLE {login} LOGIN",
        "who looks after the database runs: CREATE ROLE {login} LOGIN",
    ),
    "S146": ("{login} không có quyền nào như vậy", "{login} has nothing that could be revoked"),
    "S146.help": (
        "`coop server list` cho biết ai được làm gì",
        "`coop server list` says who may do what",
    ),
    "S147": ("chưa ghi sổ nằm ở máy chủ nào", "no server is named"),
    "S147.help": (
        "đặt COOP_LEDGER=postgresql://máy/tên, hoặc ghi ledger: trong workspace.yaml",
        "set COOP_LEDGER=postgresql://host/name, or write ledger: in workspace.yaml",
    ),
    "S148": ("đó không phải là địa chỉ của một máy chủ", "that is no address of a server"),
    "S148.help": (
        "ghi COOP_LEDGER, hoặc ledger: trong workspace.yaml, như postgresql://mai@db.example/coop",
        "write COOP_LEDGER, or ledger: in workspace.yaml, like postgresql://mai@db.example/coop",
    ),
    "S149": (
        "{file} quá lớn để lưu cùng sổ trên máy chủ: {size} byte, nhiều nhất {most}",
        "{file} is too large to be kept with a ledger on a server: {size} bytes, {most} at most",
    ),
    "S149.help": (
        "lưu bản quét gọn hơn, hoặc chia thành nhiều tệp",
        "keep a leaner scan, or several files",
    ),
    "T502": ("không ghi mật khẩu trong tệp này", "a password does not belong into this file"),
    "T502.help": (
        "để mật khẩu trong ~/.pgpass hoặc PGPASSWORD",
        "keep it in ~/.pgpass or PGPASSWORD",
    ),
    "U108": ("chưa nêu tài khoản", "no login is named"),
    "U108.help": ("ghi như `coop server {action} mai`", "write it like `coop server {action} mai`"),
    "cause.functions": ("các hàm", "the functions"),
    "cause.guards": ("khóa, trigger và quyền xem", "indexes, triggers and policies"),
    "cause.columns": ("các cột được tính", "the columns that are worked out"),
    "cause.rights": ("quyền truy cập", "the rights"),
    "cause.rows": (
        "dòng tìm thấy khác với nội dung của nó",
        "rows are found by what they do not say",
    ),
    "cause.08006": ("không có máy chủ nào trả lời", "no server answers"),
    "cause.57P01": ("máy chủ đang dừng", "it is shutting down"),
    "cause.57P02": ("máy chủ đang khởi động lại", "it is restarting"),
    "cause.57P03": ("máy chủ đang khởi động", "it is starting"),
    "cause.28P01": ("mật khẩu không đúng hoặc chưa có", "the password is wrong or missing"),
    "cause.28000": (
        "không có tài khoản này, hoặc không được vào từ đây",
        "there is no such login, or not from here",
    ),
    "cause.42501": ("tài khoản này chưa được cấp quyền", "this login has no right to it"),
    "cause.CL001": (
        "tài khoản này không nói thay bên đó",
        "this login does not speak for that party",
    ),
    "cause.CL002": ("tài khoản này không được ghi loại đó", "this login may not record that kind"),
    "cause.CL006": ("tài khoản này không quản lý sổ", "this login does not look after the ledger"),
}
