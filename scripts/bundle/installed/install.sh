#!/bin/sh
# Installs the version that stands beside this file, or upgrades what is installed to it.
# With --back it returns to the version before, and to the data as they were at the upgrade.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
version=$(cat "$here/VERSION")
home=/opt/taizhang
state=/var/lib/taizhang
user=taizhang
unit=/etc/systemd/system/taizhang.service
settings=/etc/taizhang.conf
service=yes
back=no
reason=

say() {
  printf '%s\n%s\n' "$1" "$2"
}

fail() {
  printf '%s\n%s\n' "$1" "$2" >&2
  exit 1
}

usage() {
  cat <<'TEXT'
./install.sh [--home DIR] [--state DIR] [--no-service]
./install.sh --back --reason TEXT [--home DIR] [--no-service]

  --home DIR     程序目录，默认 /opt/taizhang / where the program goes
  --state DIR    数据所在目录，默认 /var/lib/taizhang，升级时沿用 / where the folder data is made
  --no-service   不建系统用户和系统服务，以当前用户运行 / no system user, no service
  --back         退回上一个版本及升级前的数据 / the version and the data before the last upgrade
  --reason TEXT  退回的理由；升级后已有登记的，写入日志 / why; stands in the log where entries are lost
TEXT
}

wrong_use() {
  printf '%s\n%s\n\n' "$1" "$2" >&2
  usage >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --home | --state | --reason)
      [ -n "${2:-}" ] || wrong_use "$1 后面缺少内容。" "$1 wants a value." ;;
  esac
  case $1 in
    --home) home=$2; shift 2 ;;
    --state) state=$2; shift 2 ;;
    --no-service) service=no; shift ;;
    --back) back=yes; shift ;;
    --reason) reason=$2; shift 2 ;;
    --help | -h) usage; exit 0 ;;
    *) wrong_use "没有 $1 这个选项。" "There is no option $1." ;;
  esac
done

case $home in /*) ;; *) home=$PWD/$home ;; esac

[ "$service" = no ] || [ "$(id -u)" = 0 ] ||
  fail '请以 root 运行；或加 --no-service，以当前用户运行。' \
    'Run this as root, or with --no-service for the user you are.'

# Both stand in the file of the service as they are.
if [ "$service" = yes ]; then
  case $home$state in
    *[!A-Za-z0-9._/-]*)
      fail '作为系统服务安装时，目录名只能用英文字母、数字和 . _ - /。' \
        'For a system service, folders are named with letters, digits and . _ - / only.' ;;
  esac
fi

as_user() {
  if [ "$service" = yes ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

has_systemd() {
  [ "$service" = yes ] && [ -d /run/systemd/system ]
}

# Copies of the database are made and put back only while nobody writes. Whatever fails from here
# on, the version that is in use serves again.
stop_server() {
  if has_systemd && [ -e "$unit" ]; then
    systemctl stop taizhang
    trap 'systemctl start taizhang' EXIT
  fi
  lock=$data/pg/postmaster.pid
  if [ -e "$lock" ] && kill -0 "$(head -n 1 "$lock")" 2> /dev/null; then
    fail "服务仍在运行，请先停止：$data" "The server of $data is running; stop it first."
  fi
}

start_server() {
  data=$(readlink "$home/data")
  if has_systemd; then
    sed -e "s|@home@|$home|g" -e "s|@data@|$data|g" -e "s|@user@|$user|g" \
      "$home/current/taizhang.service" > "$unit"
    systemctl daemon-reload
    systemctl enable --quiet taizhang
    systemctl start taizhang
    say '服务已启动；首次使用的一次性链接见：journalctl -u taizhang' \
      'Serving; the one-time link of a first start is in: journalctl -u taizhang'
  else
    say "启动：$home/current/taizhang serve" "Start: $home/current/taizhang serve"
  fi
}

# What was in the data folder when one version took the place of another.
copy_of() {
  printf '%s/before-upgrade/%s-to-%s.tar' "$(dirname "$data")" "$1" "$2"
}

# A link is replaced in one step, so that there is never none.
point() {
  ln -sfn "$2" "$home/$1.new"
  mv -fT "$home/$1.new" "$home/$1"
}

# Laid beside and then renamed: a copy that was cut short is never taken for whole.
lay_files() {
  # The folder of an earlier installation, or one that was interrupted: it is whole, and in its place.
  if [ "$here" = "$(CDPATH='' cd -- "$home" && pwd -P)/$version" ]; then return; fi
  rm -rf "${home:?}/$version" "$home/$version.unfinished"
  cp -a "$here" "$home/$version.unfinished" ||
    fail "没有装好，没有改动已装的版本：$home" "Not laid out; what is installed is as it was: $home"
  if [ "$(id -u)" = 0 ]; then chown -R 0:0 "$home/$version.unfinished"; fi
  chmod -R go-w "$home/$version.unfinished"
  mv "$home/$version.unfinished" "$home/$version"
}

make_user() {
  id "$user" > /dev/null 2>&1 ||
    useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
}

install_first() {
  if [ "$service" = yes ]; then
    make_user
    install -d -o "$user" -g "$user" -m 711 "$state"
  else
    mkdir -p "$state"
  fi
  as_user mkdir -p -m 700 "$state/data"
  mkdir -p "$home"
  if [ "$service" = yes ]; then point settings "$settings"; fi
  point data "$(CDPATH='' cd -- "$state" && pwd)/data"
  lay_files
  point current "$version"
  say "已安装 $version：$home" "Installed $version in $home"
}

upgrade() {
  before=$(readlink "$home/current")
  data=$(readlink "$home/data")
  [ "$before" != "$version" ] ||
    fail "$version 已经安装，没有改动。" "$version is installed already; nothing was changed."
  newer=$(printf '%s\n' "$before" "$version" | sort -V | tail -n 1)
  [ "$newer" = "$version" ] ||
    fail "已安装的 $before 比 $version 新，没有改动；要退回请用 --back。" \
      "$before, which is installed, is newer than $version; nothing was changed. To go back use --back."
  lay_files
  stop_server
  copy=$(copy_of "$before" "$version")
  as_user mkdir -p -m 700 "$(dirname "$copy")"
  as_user rm -f "$copy"
  if [ -d "$data/keys" ]; then
    as_user "$home/current/taizhang" backup "$copy" --data "$data" ||
      fail "备份没有做成，没有升级，$before 仍在使用。" "No copy could be made; $before stays in use."
  fi
  point previous "$before"
  point current "$version"
  say "已由 $before 升级到 $version；升级前的备份：$copy" \
    "Upgraded from $before to $version; the copy made before: $copy"
}

# A log that has grown since the copy goes on from it only after a word that stays in the log.
put_back() {
  set -- restore "$1" --data "$data" --replace
  if [ -n "$(ls -A "$data/keys")" ]; then set -- "$@" --keys "$data/keys"; fi
  as_user "$home/previous/taizhang" "$@" ||
    as_user "$home/previous/taizhang" restore --acknowledge --reason "$reason" --data "$data" ||
    fail "没有退回，$now 仍在使用。" "Not put back; $now stays in use."
}

go_back() {
  before=$(readlink "$home/previous" || true)
  now=$(readlink "$home/current" || true)
  # An upgrade that was cut short has named the version before and not yet taken its place.
  if [ -z "$before" ] || [ "$before" = "$now" ]; then
    fail '没有可退回的版本。' 'There is no version to go back to.'
  fi
  data=$(readlink "$home/data")
  copy=$(copy_of "$before" "$now")
  [ -e "$copy" ] || fail "缺少升级前的备份：$copy" "The copy made before is missing: $copy"
  [ -n "$reason" ] || fail '请用 --reason 说明退回的理由。' 'Say why you go back: --reason TEXT.'
  stop_server
  if [ -d "$data/pg" ]; then
    put_back "$copy"
    say "$now 期间的数据改名保留在 $data.replaced-… 中，需要时请补录。" \
      "What was entered with $now is kept in $data.replaced-…, to be entered again."
  else
    say "数据库不在数据目录中，请由其管理员恢复到升级前：$copy" \
      "The database is not in the data folder: its administrator puts it back from $copy"
  fi
  point current "$before"
  rm "$home/previous"
  say "已退回 $before。" "Back at $before."
}

if [ "$back" = yes ]; then
  go_back
elif [ -L "$home/current" ]; then
  upgrade
else
  install_first
fi
trap - EXIT
start_server
