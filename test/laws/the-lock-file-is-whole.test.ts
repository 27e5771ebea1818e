import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#platform/project-folder'

type Entry = {
  version: string
  integrity?: string
  resolved?: string
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
}

const entries = (): [string, Entry][] => {
  const { packages } = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>
  }
  return Object.entries(packages).filter(([path]) => path !== '')
}

/** Whether a package is installed on the servers that the guide speaks of: Linux with glibc, on both processors. */
const isForServers = ({ os, cpu, libc }: Entry): boolean =>
  (os === undefined || os.includes('linux')) &&
  (cpu === undefined || cpu.some((one) => ['x64', 'arm64'].includes(one))) &&
  !libc?.includes('musl')

// What the registry of whoever installed last did not carry has no hash: see scripts/complete-lock.mjs.
test('every package has its hash, except binaries that are optional and of another platform than our servers', () => {
  const bare = entries().filter(
    ([path, entry]) =>
      !/^sha512-/.test(entry.integrity ?? '') &&
      (!entry.optional || entry.os === undefined || isForServers(entry)) &&
      !path.endsWith('linux-arm64-gnu'),
  )

  expect(entries().length).toBeGreaterThan(300)
  expect(bare.map(([path]) => path)).toEqual([])
})

test('no entry says from which registry it came, and each has one version', () => {
  const wrong = entries().filter(
    ([, entry]) => entry.resolved !== undefined || !/^\d+\.\d+\.\d+/.test(entry.version),
  )

  expect(wrong.map(([path]) => path)).toEqual([])
})
