import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { asSystem, eraseAsSystem, idOfUserName, inviteAs, lookAsSystem } from '#access'
import { beginningEntry, setUpAuthority } from '#beginning'
import { unitByCode, unitBySlug } from '#org'
import { type Config, readConfig } from '#platform/config'
import { inLanguage, sentenceOf, t } from '#platform/i18n'
import { openModules } from '#platform/module'
import { Problem } from '#platform/problem'
import { useSecret } from '#platform/secret'
import { startDatabase } from '#platform/start-database'
import { today } from '#platform/time'
import { writeReport } from '#reports'
import { brokenLoad, isEmpty, loadDemonstration } from '../demo/index.ts'
import { closeDemonstration, refuseToLoadInPublic } from '../demo/open-accounts.ts'
import { prepare, secretFile, start } from '../main.ts'
import { modules } from '../modules.ts'
import { checkCommand, checkHelp } from './check-command.ts'
import { besideRunning, federateCommand, federateHelp } from './federate.ts'
import {
  archiveFiguresCommand,
  figuresHelp,
  rebuildFiguresCommand,
  verifyFiguresCommand,
} from './figures-commands.ts'
import { mayRebuild, verifyCommand } from './verify-command.ts'

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

type Options = Record<string, string | undefined>

const help = `lantoa – Lan Tỏa for administrators

  lantoa start                                   bring the system up (this is what npm start does)
  lantoa migrate                                 bring the database up to date
  lantoa demo                                    load the demonstration district into an empty database
  lantoa close-demonstration                     close every account of the demonstration district
  lantoa erase-person --user NAME                erase what is kept of a person, and say what stays
  lantoa report --unit CODE --period 2024-06 [--outline CODE] --out FILE.docx|FILE.pdf
${checkHelp}
  lantoa begin --unit CODE [--without-organisations] set up a province or commune of today with its usual organisations, and print the
                                                 link of its first administrator; also beside others, also while the system runs
  lantoa begin --name NAME --kind KIND           the same for a unit in no list; KIND: province, commune, ward, special_zone
  lantoa admin --unit SLUG                       print a link that invites another administrator of a unit
  lantoa verify [--root HASH] [--key FINGERPRINT]  prove that nothing was changed past the system, also while it runs;
                                                 --root: a root that somebody noted, --key: a key from before SECRET was changed
${figuresHelp}
${federateHelp}

Settings are environment variables: docs/configuration.md.
`

/** Runs something on the database and closes it, whatever happens. */
async function withDatabase<T>(config: Config, run: (url: string) => Promise<T>): Promise<T> {
  const database = await prepare(config, say, { asOwner: true })
  try {
    return await run(database.url)
  } finally {
    await database.stop()
  }
}

/** The same without bringing anything up to date: what is proven must be what was there. */
async function withDatabaseAsItIs<T>(config: Config, run: () => Promise<T>): Promise<T> {
  openModules(modules)
  const database = await startDatabase(config, say, { asItIs: true })
  try {
    useSecret(config.SECRET, secretFile(config))
    return await run()
  } finally {
    await database.stop()
  }
}

async function startCommand(config: Config): Promise<void> {
  const system = await start(config, say)
  const lines = system.signIns.map(
    ({ userName, password, who_vi, who_en }) =>
      `  ${userName.padEnd(22)} ${password}   ${who_vi} (${who_en})`,
  )
  say(`\nLan Tỏa đang chạy tại (is running at): ${system.address}\n`)
  if (lines.length > 0)
    say(`Đăng nhập thử (demonstration sign-ins) – ${system.address}/dang-nhap\n${lines.join('\n')}\n`)
  if (system.beginAt)
    say(`${t('beginning.cli.at')}\n${inLanguage('en', () => t('beginning.cli.at'))}\n\n  ${system.beginAt}\n`)
  say('Nhấn Ctrl-C để dừng. (Ctrl-C stops it.)')

  let isStopping = false
  const end = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    await system.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())
  watchParent(() => void end())
}

/** Ends when whoever started us has died without a word: nothing may outlive `npm start`. */
function watchParent(end: () => void): void {
  const parent = Number(process.env.LANTOA_PARENT)
  if (!parent) return
  setInterval(() => {
    try {
      process.kill(parent, 0)
    } catch {
      end()
    }
  }, 1000).unref()
}

async function reportCommand({ unit, period, outline, out }: Options, config: Config): Promise<void> {
  if (!unit || !period || !out || !/\.(docx|pdf)$/.test(out))
    throw new Error('Say which: lantoa report --unit CODE --period 2024-06 --out FILE.docx (or FILE.pdf)')
  const printing = { isDemonstration: config.DEMONSTRATION, origin: config.PUBLIC_URL }
  const report = await writeReport({ unit, period, outline, day: today(), printing })
  await writeFile(out, out.endsWith('.pdf') ? report.pdf : report.docx)
  say(`${out}: ${report.name}`)
}

const addressFor = ({ PUBLIC_URL, HOST, PORT }: Config): string =>
  PUBLIC_URL?.replace(/\/$/, '') ?? `http://${HOST}:${PORT}`

async function adminCommand({ unit }: Options, config: Config): Promise<void> {
  if (!unit) throw new Error('Say in which unit: lantoa admin --unit SLUG')
  const link = await asSystem('system.invite', async (tx) => {
    const found = (await unitBySlug(tx, unit)) ?? (await unitByCode(tx, unit, today()))
    if (!found) throw new Problem('not_found_or_not_allowed')
    return inviteAs(tx, { role: 'administrator', unitId: found.id, madeBy: null })
  })
  say(`${addressFor(config)}/moi/${link}`)
}

/** Sets up an authority, also beside others. @throws Error where no unit is named */
async function beginCommand(words: Record<string, string | undefined>, config: Config): Promise<void> {
  const { unit, name, kind, since, organisations } = words
  if (!unit && !name)
    throw new Error('Say which: lantoa begin --unit CODE, or lantoa begin --name NAME --kind KIND')
  const read = beginningEntry.safeParse({
    ...(name ? { isByHand: 'yes', name, kind, code: unit } : { code: unit }),
    communes: 'yes',
    organisations,
    since,
  })
  if (!read.success)
    throw new Error(
      read.error.issues
        .map(({ path }) => `--${path.join('.')}: not as it should be, see lantoa help`)
        .join('\n'),
    )
  const entry = read.data
  say(`${t('beginning.cli.link')} ${addressFor(config)}/moi/${await setUpAuthority(entry)}`)
}

async function erasePersonCommand(user: string | undefined): Promise<void> {
  if (!user) throw new Error('Say whom: lantoa erase-person --user NAME')
  const id = await lookAsSystem((db) => idOfUserName(db, user.toLowerCase()))
  if (!id) throw new Problem('not_found_or_not_allowed')
  const stays = await eraseAsSystem(id)
  say(
    'Đã xóa. Còn giữ theo quy định, dưới một tên không nói là ai: (Erased. What has to be kept, under a name that says nobody:)',
  )
  for (const { where, rows } of stays) say(`  ${where}: ${rows}`)
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      unit: { type: 'string' },
      user: { type: 'string' },
      name: { type: 'string' },
      kind: { type: 'string' },
      since: { type: 'string' },
      'without-organisations': { type: 'boolean' },
      outline: { type: 'string' },
      period: { type: 'string' },
      out: { type: 'string' },
      year: { type: 'string' },
      restore: { type: 'string' },
      before: { type: 'string' },
      server: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      renew: { type: 'boolean' },
      root: { type: 'string', multiple: true },
      key: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [command, action, joinString] = positionals
  if (values.help || command === undefined || command === 'help') return say(help)
  const config = readConfig(process.env)
  const known = { roots: values.root ?? [], keys: values.key ?? [] }
  const options: Options = {
    unit: values.unit,
    period: values.period,
    outline: values.outline,
    out: values.out,
  }
  switch (command) {
    case 'start':
      return startCommand(config)
    case 'migrate':
      return withDatabase(config, async () => say('Cơ sở dữ liệu đã cập nhật. (The database is up to date.)'))
    case 'demo':
      return withDatabase(config, async () => {
        refuseToLoadInPublic(config)
        if (!(await brokenLoad()) && !(await isEmpty()))
          throw new Error(
            'There are units already: the demonstration district goes into an empty database only.',
          )
        const { counts } = await loadDemonstration({ today: today(), say })
        say(JSON.stringify(counts))
      })
    case 'close-demonstration':
      return withDatabase(besideRunning(config), async () =>
        say(
          `Đã đóng ${await closeDemonstration()} tài khoản minh hoạ. (The accounts of the demonstration are closed.)`,
        ),
      )
    case 'erase-person':
      return withDatabase(besideRunning(config), () => erasePersonCommand(values.user))
    case 'report':
      return withDatabase(besideRunning(config), () => reportCommand(options, config))
    case 'check': {
      const { unit, period, before } = values
      return withDatabase(besideRunning(config), async () => {
        if (!(await checkCommand({ file: action, unit, period, before }, say))) process.exitCode = 1
      })
    }
    case 'admin':
      return withDatabase(besideRunning(config), () => adminCommand(options, config))
    case 'begin': {
      const { unit, name, kind, since } = values
      const organisations = values['without-organisations'] ? undefined : 'yes'
      return withDatabase(besideRunning(config), () =>
        beginCommand({ unit, name, kind, since, organisations }, config),
      )
    }
    case 'verify':
      if (action === 'figures')
        return withDatabase(besideRunning(config), async () => {
          if (!(await verifyFiguresCommand(say))) process.exitCode = 1
        })
      if (action !== undefined) throw new Error(`Say what to do:\n\n${help}`)
      return withDatabaseAsItIs(besideRunning(config), async () => {
        if (!(await verifyCommand(say, known))) process.exitCode = 1
      })
    case 'rebuild':
      if (action !== 'figures') throw new Error(`Say what to do:\n\n${help}`)
      return withDatabaseAsItIs(besideRunning(config), async () => {
        if (await mayRebuild(say, known)) await rebuildFiguresCommand(say)
        else process.exitCode = 1
      })
    case 'archive': {
      if (action !== 'figures') throw new Error(`Say what to do:\n\n${help}`)
      const closing = { openYears: config.ARCHIVE_OPEN_YEARS, today: today() }
      return withDatabase(besideRunning(config), () => archiveFiguresCommand(values, closing, say))
    }
    case 'federate': {
      const { unit, server, host, port, renew = false } = values
      const words = { action, joinString, unit, server, host, port, renew }
      return withDatabase(besideRunning(config), (url) => federateCommand(words, { config, url, say }))
    }
    default:
      throw new Error(`There is no command “${command}”.\n\n${help}`)
  }
}

run().catch((fault: unknown) => {
  // A person reads this: the sentence first; where it came from only when it is a fault of ours.
  if (fault instanceof Problem) say(sentenceOf(fault))
  else if (fault instanceof Error)
    say(fault.cause instanceof Error ? `${fault.message}\n${fault.cause.stack}` : fault.message)
  else say(String(fault))
  process.exit(1)
})
