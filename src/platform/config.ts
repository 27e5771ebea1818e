import { z } from 'zod'

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
      'Address at which people reach the system, such as `https://lantoa.example.vn`. Empty: taken from HOST and PORT.',
    ),
  SITE_NAME: z.string().max(80).default('Lan Tỏa Cần Đước').describe('Name of the authority, on every page.'),
  DATA_FOLDER: z.string().default('./data').describe('Folder of the database and of the files.'),
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
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Key of sessions and tokens, 32 characters or more. Empty: made at the first start and kept in the data folder.',
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
  const read = configSchema.safeParse(given)
  if (read.success) return read.data
  const faults = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The configuration is wrong (see docs/configuration.md):\n${faults.join('\n')}`)
}
