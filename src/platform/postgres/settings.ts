/** The settings of a server as words of its command. `fast` trades the safety of a crash for speed. */
export const settings = (
  port: number,
  { fast = false, listen = '127.0.0.1' }: { fast?: boolean; listen?: string },
): string[] =>
  Object.entries({
    port,
    listen_addresses: listen,
    unix_socket_directories: '',
    max_connections: fast ? 200 : 100,
    shared_buffers: '128MB',
    jit: 'off',
    // Disks without a moving arm: to read here and there costs little more than in a row.
    random_page_cost: 1.1,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Federation: some readers of what a province gives; a national server that follows every province and has room
    // for their first copies. What nobody has read is kept up to this size and no more, so that the disk never fills.
    wal_level: 'logical',
    max_wal_senders: 20,
    max_replication_slots: 20,
    max_slot_wal_keep_size: '8GB',
    max_worker_processes: 80,
    max_logical_replication_workers: 60,
    max_active_replication_origins: 100,
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
