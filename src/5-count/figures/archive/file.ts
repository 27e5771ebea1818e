import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { Problem } from '#platform/problem'
import { type Ending, type Heading, Tally } from './rules.ts'

/** @throws Problem `archive_file_exists`: a file is never written over, it may be the only place where facts lie */
export function refuseExisting(file: string): void {
  if (existsSync(file)) throw new Problem('archive_file_exists', { file })
}

/**
 * Writes facts to a compressed file: a heading, a line a fact, and what they come to with their hash. The file has its
 * name once it is whole and on disk.
 */
export async function writeFacts(
  file: string,
  heading: Heading,
  facts: AsyncIterable<string>,
): Promise<Ending> {
  const unfinished = `${file}.partial`
  const tally = new Tally()
  let ending: Ending | undefined
  const lines = async function* () {
    yield `${JSON.stringify(heading)}\n`
    for await (const line of facts) {
      tally.add(line)
      yield `${line}\n`
    }
    ending = tally.end()
    yield `${JSON.stringify(ending)}\n`
  }
  try {
    await pipeline(Readable.from(lines()), createGzip({ level: 6 }), createWriteStream(unfinished))
    await onDisk(unfinished)
    refuseExisting(file)
    await rename(unfinished, file)
    await onDisk(dirname(file))
  } catch (fault) {
    await rm(unfinished, { force: true })
    throw fault
  }
  return ending as Ending
}

async function onDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync()
  await handle.close()
}

/**
 * Reads a file through, handing on its facts, and proves it: that it has an end, and that all that stands before it is
 * what was written.
 * @throws Problem `archive_file_is_none`, `archive_file_was_changed`
 */
export async function readFacts(
  file: string,
  begin: (heading: Heading) => void | Promise<void>,
  take: (line: string) => void | Promise<void>,
): Promise<Ending> {
  const tally = new Tally()
  let heading: Heading | undefined
  // The last line is known for the last when there is no other.
  let last: string | undefined
  const each = async (line: string): Promise<void> => {
    if (!heading) {
      heading = headingFrom(line)
      await begin(heading)
      return
    }
    if (last !== undefined) {
      tally.add(last)
      await take(last)
    }
    last = line
  }
  try {
    await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const line of linesFrom(chunks)) await each(line)
    })
  } catch (fault) {
    if (!isUnreadable(fault)) throw fault
    throw new Problem(heading ? 'archive_file_was_changed' : 'archive_file_is_none', { file })
  }
  const found = tally.end()
  if (last === undefined || JSON.stringify(found) !== last)
    throw new Problem('archive_file_was_changed', { file })
  return found
}

async function* linesFrom(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

// No such file, no compressed one, one that breaks off, a line that is none.
const isUnreadable = (fault: unknown): boolean =>
  fault instanceof SyntaxError ||
  (fault instanceof Error && 'code' in fault && /^(Z_|ENOENT|EISDIR)/.test(String(fault.code)))

function headingFrom(line: string): Heading {
  const heading = JSON.parse(line) as Partial<Heading>
  if (heading.lantoa !== 'archived figures' || heading.version !== 1)
    throw new SyntaxError('The first line is no heading.')
  return heading as Heading
}
