import { z } from 'zod'
import { isRange, rangesIn } from './visitor.ts'

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'])
  .transform((value) => value === 'true' || value === '1' || value === 'yes')

/** Every setting there is. `docs/configuration.md` is written from this schema; a test says when it is stale. */
export const configSchema = z.object({
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. `0.0.0.0` opens the system to the network.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8080)
    .describe('Port to listen on; 0 takes a free one.'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe(
      'Address at which people reach the system, such as `https://lantoa.example.vn`. Needed outside the demonstration, unless the system listens on this machine alone (HOST). Empty: taken from HOST and PORT.',
    ),
  TRUSTED_PROXY: z
    .string()
    .default('')
    .transform(rangesIn)
    .pipe(
      z.array(
        z.string().refine(isRange, 'Should be an address or a network, such as 127.0.0.1 or 10.0.0.0/8.'),
      ),
    )
    .describe(
      'Addresses or networks of the proxies before the system, separated by commas, such as `127.0.0.1, ::1`. Only what they send is believed of `X-Forwarded-For` (or, where it is missing, `Forwarded`), from the right. Empty: a visitor is whoever connects.',
    ),
  SITE_NAME: z
    .string()
    .max(80)
    .optional()
    .describe('Name of the authority, on every page. Empty: the name of the first unit.'),
  DATA_FOLDER: z.string().default('./data').describe('Folder of the database and of the files.'),
  DISK_RESERVE_MB: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(128)
    .describe(
      'Room that stays free on the disks of the database and of the files, in megabytes. Below it people can read but not write, until there is more again.',
    ),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional()
    .describe('A PostgreSQL 18 server of your own. Empty: the system starts its own.'),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(20)
    .describe('Connections to the database at most.'),
  DATABASE_READ_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/[^\s,]+(,postgres(ql)?:\/\/[^\s,]+)*$/)
    .optional()
    .describe(
      'Streaming standbys of the database, separated by commas, from which pages and reports are read. Nobody sees less there than they have written. Empty: all is read where it is written.',
    ),
  DATABASE_READ_LAG: z.coerce
    .number()
    .int()
    .min(1)
    .max(300)
    .default(10)
    .describe('A standby that is further behind, in seconds, is not read from until it has caught up.'),
  DATABASE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(0)
    .describe(
      "Port of the system's own PostgreSQL; 0 takes a free one at each start. A server that gives its figures to another needs one that stays.",
    ),
  DATABASE_LISTEN: z
    .string()
    .default('127.0.0.1')
    .describe(
      "Addresses on which the system's own PostgreSQL listens. Open it to others only with a certificate: docs/guides/lien-thong.md.",
    ),
  ARCHIVE_OPEN_YEARS: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .default(2)
    .describe(
      'So many years, this one included, are open to corrections and are never archived: with 2, this year and the last.',
    ),
  ATTENDANCE_LIST_MONTHS: z.coerce
    .number()
    .int()
    .min(1)
    .max(600)
    .default(24)
    .describe(
      'Names on the attendance lists of study sessions are deleted after so many months; how many people there were stays.',
    ),
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Key of sessions and tokens, 32 characters or more. Empty: made at the first start and kept in the data folder.',
    ),
  FILES_S3_ENDPOINT: z
    .url()
    .optional()
    .describe(
      'Address of a file store that speaks S3 (MinIO, Ceph, Garage, a cloud), such as `https://s3.example.vn`. Empty: files are kept in the data folder.',
    ),
  FILES_S3_BUCKET: z.string().optional().describe('Bucket of the file store; it has to be there already.'),
  FILES_S3_REGION: z.string().default('us-east-1').describe('Region with which requests are signed.'),
  FILES_S3_KEY_ID: z
    .string()
    .optional()
    .describe('Key of the file store that may read, write and delete in the bucket.'),
  FILES_S3_KEY_SECRET: z.string().optional().describe('Secret of that key.'),
  CLAMD_URL: z
    .string()
    .regex(/^(tcp:\/\/[^/:]+:\d+|tcp:\/\/\[[0-9a-f:]+\]:\d+|unix:\/.+)$/i)
    .optional()
    .describe(
      'Where ClamAV listens: `tcp://127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`. Set, every file is scanned before it is kept, and none is taken while the scanner is away. Empty: files are not scanned.',
    ),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/)
    .optional()
    .describe(
      'Mail server that takes what we send: `smtps://name:password@mail.example.vn` or `smtp://…:587`. Empty: no mail is sent, and people are told on their pages and devices only.',
    ),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>@\r\n]+<)?[^\s<>@]+@[^\s<>@]+>?$/)
    .optional()
    .describe('Sender of mail, such as `Lan Tỏa <lantoa@example.vn>`; goes with SMTP_URL.'),
  ROOT_MAIL_TO: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
    .pipe(z.array(z.email()).max(20))
    .describe(
      'Addresses to which the signed root of each day is sent, separated by commas; outside the house at best, since whoever keeps one can prove that history was rewritten. Goes with SMTP_URL.',
    ),
  OUTGOING_PRIVATE: flag
    .default(false)
    .describe(
      'Let webhooks and push reach addresses of the own network, by http too, for authorities whose other systems stand there. Whoever may set up a webhook can then have this server knock at any door inside.',
    ),
  PDF_CERTIFICATES: z
    .string()
    .optional()
    .describe(
      "Folder of the certificates with which PDFs are signed: for a unit `<slug>.p12` and, beside it, `<slug>.password`; the slug is the unit's name in addresses. Readable by the system's own account alone. Empty: PDFs are not signed.",
    ),
  PDF_TIMESTAMP_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Server (RFC 3161) that confirms when a PDF was signed. Set, a PDF is signed only where the server confirms. Goes with PDF_CERTIFICATES.',
    ),
  DEMONSTRATION: flag
    .default(true)
    .describe(
      'Load the demonstration district when the database is empty, and say on every page that it is one.',
    ),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
})

/** The settings of a run. */
export type Config = z.infer<typeof configSchema>

/**
 * Settings from environment variables, validated once.
 * @throws Error naming every variable at fault and what it should be.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = configSchema.transform(atHome).safeParse(given)
  const faults = read.success
    ? [
        ...faultsOfBucket(read.data),
        ...faultsOfMail(read.data),
        ...faultsOfSigning(read.data),
        ...faultsOfAddress(read.data),
      ]
    : read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  if (read.success && faults.length === 0) return read.data
  throw new Error(`The configuration is wrong (see docs/configuration.md):\n${faults.join('\n')}`)
}

/** A system that listens on its own machine alone, with no proxy before it, is reached there, whatever a request calls it. */
const atHome = (config: z.infer<typeof configSchema>) => {
  const isAlone = /^(127\.|localhost$|::1$)/.test(config.HOST) && config.TRUSTED_PROXY.length === 0
  if (config.PUBLIC_URL !== undefined || config.DEMONSTRATION || config.PORT === 0 || !isAlone) return config
  const host = config.HOST === '127.0.0.1' ? 'localhost' : config.HOST.replace('::1', '[::1]')
  return { ...config, PUBLIC_URL: `http://${host}:${config.PORT}` }
}

/** A file store is named whole or not at all: with half a name files would go to disk, and nobody would know. */
function faultsOfBucket(config: Config): string[] {
  const parts = ['FILES_S3_ENDPOINT', 'FILES_S3_BUCKET', 'FILES_S3_KEY_ID', 'FILES_S3_KEY_SECRET'] as const
  const missing = parts.filter((part) => config[part] === undefined)
  return missing.length === 0 || missing.length === parts.length
    ? []
    : missing.map((part) => `  ${part}: is missing, while other settings of the file store are there`)
}

/** Mail needs a server and a sender: with one of them nothing would leave, and nobody would know. */
const faultsOfMail = ({ SMTP_URL, MAIL_FROM }: Config): string[] =>
  (SMTP_URL === undefined) === (MAIL_FROM === undefined)
    ? []
    : [`  ${SMTP_URL ? 'MAIL_FROM' : 'SMTP_URL'}: is missing, while the other setting of mail is there`]

/** A server that confirms times has nothing to confirm where no PDF is signed. */
const faultsOfSigning = ({ PDF_CERTIFICATES, PDF_TIMESTAMP_URL }: Config): string[] =>
  PDF_TIMESTAMP_URL !== undefined && PDF_CERTIFICATES === undefined
    ? ['  PDF_CERTIFICATES: is missing, while PDF_TIMESTAMP_URL is there']
    : []

/** Outside the demonstration links go to people by mail and on paper, and may not depend on how a request calls us. */
const faultsOfAddress = ({ PUBLIC_URL, DEMONSTRATION }: Config): string[] =>
  PUBLIC_URL === undefined && !DEMONSTRATION
    ? ['  PUBLIC_URL: is missing; outside the demonstration it has to say where people reach the system']
    : []

/** The file store of the settings; undefined where files are kept on disk. */
export const bucketOf = (config: Config) =>
  config.FILES_S3_ENDPOINT && config.FILES_S3_BUCKET && config.FILES_S3_KEY_ID && config.FILES_S3_KEY_SECRET
    ? {
        endpoint: config.FILES_S3_ENDPOINT,
        name: config.FILES_S3_BUCKET,
        region: config.FILES_S3_REGION,
        keyId: config.FILES_S3_KEY_ID,
        keySecret: config.FILES_S3_KEY_SECRET,
      }
    : undefined
