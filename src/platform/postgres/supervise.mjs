// Runs a command until it ends, or until whoever started this dies: the pipe on standard input closes with them,
// however they die. Started in a session of its own, so that a Ctrl-C in the terminal reaches only the main process,
// which then stops things in order.
import { spawn } from 'node:child_process'

const [uid, gid, command, ...words] = process.argv.slice(2)
const asOwner = uid === '' ? {} : { uid: Number(uid), gid: Number(gid) }
const child = spawn(command, words, { stdio: ['ignore', 'inherit', 'inherit'], ...asOwner })

let isEnding = false
function end() {
  if (isEnding) return
  isEnding = true
  // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything committed is kept.
  child.kill('SIGINT')
  setTimeout(() => child.kill('SIGQUIT'), 20_000).unref()
  setTimeout(() => child.kill('SIGKILL'), 25_000).unref()
}

process.stdin.on('end', end).on('error', end).resume()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
child.on('error', () => process.exit(1))
child.on('exit', (code) => process.exit(isEnding ? 0 : (code ?? 1)))
