// Packages of Debian that tests need: installed by themselves where we are root there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The places in which a program may lie. */
export const onPath = (name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))

/** Runs a command whose words go to the person at the terminal. @returns whether it succeeded. */
export const attempt = (command, words, env = {}) =>
  spawnSync(command, words, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } }).status === 0

/** Whether packages can be installed here without asking anybody. */
export const installsFromDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Installs packages one by one: not every distribution has all of them. */
export function installFromDebian(packages) {
  attempt('apt-get', ['update', '-qq'])
  for (const name of packages)
    attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
      DEBIAN_FRONTEND: 'noninteractive',
    })
}

/** `pdfsig` of Poppler, the independent reader of signed PDF files. Elsewhere than on Debian its test is skipped. */
export function installPdfsig() {
  if (installsFromDebian && !onPath('pdfsig').some(existsSync)) installFromDebian(['poppler-utils'])
}
