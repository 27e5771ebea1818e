// A public page of 50 rows from memory, against nginx serving the same bytes from disk, on this machine in one run.
// Needs `wrk` and `nginx` on the PATH. Loopback only; about half a minute.
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { serve } from '../src/platform/server.ts'

const nginxPort = 29_871

for (const tool of ['wrk', 'nginx'])
  if (spawnSync(tool, ['-v']).error) {
    console.error(`${tool} is not installed; this benchmark has no peer without it.`)
    process.exit(1)
  }

const rows = Array.from(
  { length: 50 },
  (_, index) =>
    `<tr><td><a href="/mo-hinh/nuoi-heo-dat-${index}">Nuôi heo đất tiết kiệm ở ấp ${index}</a><p>Khui ${index + 3} con heo, được ${index + 1}.250.000 đồng, giúp học sinh khó khăn đến trường.</p></td><td>Hội Liên hiệp Phụ nữ xã Rạch Kiến</td><td>0${(index % 9) + 1}/3/2026</td><td><span class="badge badge-done">Có minh chứng</span></td><td class="number">${index + 1}.250.000</td></tr>`,
)
const page = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Số liệu</title></head><body><main><h1>Tiền khui heo đất</h1><table><tbody>${rows.join('')}</tbody></table></main></body></html>`

const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
chmodSync(folder, 0o755)
writeFileSync(join(folder, 'page.html'), page, { mode: 0o644 })
const nginxWith = (workers: number | 'auto'): string => {
  const file = join(folder, `nginx-${workers}.conf`)
  writeFileSync(
    file,
    `worker_processes ${workers}; pid ${folder}/pid; error_log ${folder}/log; events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; types { text/html html; }
     server { listen 127.0.0.1:${nginxPort}; root ${folder}; } }`,
  )
  return file
}

/** Requests a second and the slowest hundredth in milliseconds, by wrk with two threads and fifty connections. */
async function load(address: string): Promise<{ perSecond: number; p99: number }> {
  // Not the waiting call: this very process has to answer meanwhile.
  const { stdout: said } = await promisify(execFile)('wrk', ['-t2', '-c50', '-d5s', '--latency', address])
  if (/Non-2xx/.test(said) || !/Requests\/sec:\s+[1-9]/.test(said))
    throw new Error(`Not all was answered:\n${said}`)
  const [, amount = '0', unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(said) ?? []
  const p99 = Number(amount) * (unit === 'us' ? 0.001 : unit === 's' ? 1000 : 1)
  return { perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]), p99 }
}

const system = await serve({
  fetch: () =>
    new Response(page, {
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, no-cache' },
    }),
  isShared: () => true,
  stateOf: async () => 'unchanged',
  host: '127.0.0.1',
  port: 0,
})
const say = (metric: string, ours: number, peer: number, peerName: string): void =>
  console.log(
    JSON.stringify({
      bench: 'public-page',
      metric,
      ours: Math.round(ours * 100) / 100,
      peer: Math.round(peer * 100) / 100,
      peerName,
      ratio: Math.round((ours / peer) * 100) / 100,
    }),
  )

try {
  for (const workers of [1, 'auto'] as const) {
    execFileSync('nginx', ['-c', nginxWith(workers)], { stdio: 'ignore' })
    try {
      // Twice in turn, so that a moment when the machine is busy does not fall on one side only; the better run counts.
      const runs = []
      for (const _ of [1, 2])
        runs.push({
          ours: await load(`${system.address}/p`),
          peer: await load(`http://127.0.0.1:${nginxPort}/page.html`),
        })
      const best = <T extends { perSecond: number }>(all: T[]): T =>
        all.reduce((a, b) => (b.perSecond > a.perSecond ? b : a))
      const [ours, peer] = [best(runs.map((run) => run.ours)), best(runs.map((run) => run.peer))]
      const name = `nginx, ${workers} worker(s), ${page.length} characters from disk`
      say('requests per second', ours.perSecond, peer.perSecond, name)
      say('p99 ms', ours.p99, peer.p99, name)
    } finally {
      execFileSync('nginx', ['-c', nginxWith(workers), '-s', 'stop'], { stdio: 'ignore' })
      await new Promise((done) => setTimeout(done, 500))
    }
  }
} finally {
  await system.stop()
  rmSync(folder, { recursive: true, force: true })
}
