#!/bin/sh
# In mount and process namespaces of its own (unshare --mount --pid --fork): a real user manager,
# with nothing of this machine's. $1 is a new cgroup's name. Says "ready" and runs until it is ended.
set -e
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
mount -t proc proc /proc
mount -t cgroup2 none /sys/fs/cgroup
mkdir "/sys/fs/cgroup/$1"
echo $$ >"/sys/fs/cgroup/$1/cgroup.procs"
for manager in /usr/lib/systemd/systemd /lib/systemd/systemd; do
    if [ -x "$manager" ]; then
        echo ready
        # Not in place of this shell: the first process of a namespace is no user manager.
        "$manager" --user --log-target=null --show-status=no
        exit
    fi
done
exit 1
