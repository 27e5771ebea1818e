import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'

/**
 * Ends when npm has ended. npm starts us by a shell, and that shell tells nobody: not that npm was sent a SIGTERM, and least
 * of all that it was killed. Started without npm we may outlive our parent, as whatever is put in the background does.
 */
export function endWithNpm(end) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const npm = npmAbove(parent)
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(npm)) end()
  }, 1000).unref()
}

/** The process of npm: our parent, where its shell has given way to us, or the parent of the shell. */
function npmAbove(parent) {
  try {
    if (process.platform !== 'linux') {
      const [above, name] = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(parent)], {
        encoding: 'utf8',
      })
        .trim()
        .split(/\s+/)
      return /node|npm/.test(name) ? parent : Number(above)
    }
    if (readlinkSync(`/proc/${parent}/exe`) === realpathSync(process.env.npm_node_execpath)) return parent
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${parent}/status`, 'utf8'))[1])
  } catch {
    // Where processes do not show themselves, the parent is all that can be watched.
    return parent
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return fault.code === 'EPERM'
  }
}
