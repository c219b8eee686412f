#!/bin/sh
# In mount and process namespaces of its own (unshare --mount --pid --fork): what a Debian in the folder
# $1 needs to run. $2 is apt's cache of packages, $3 a folder that is seen by the same name inside, $4 a
# new cgroup's name. Says "ready" and lives until it is ended; everything inside ends with it.
set -e
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/run"
mount --bind "$2" "$1/var/cache/apt/archives"
mount -t tmpfs tmpfs "$1/tmp"
mkdir -p "$1$3"
mount --bind "$3" "$1$3"
mount -t tmpfs tmpfs "$1/sys"
mkdir -p "$1/sys/fs/cgroup"
mount -t cgroup2 none "$1/sys/fs/cgroup"
mkdir "$1/sys/fs/cgroup/$4"
echo ready
# A shell that waits takes in what is orphaned.
sleep infinity &
wait
