import type { Context, MiddlewareHandler } from 'hono'
import { nestingOf } from './json-depth.ts'
import { Problem } from './problem.ts'
import type { Env } from './web.ts'

/** How much of a body is read, into how many parts, and whether files may be among them. */
type BodyLimit = { bytes: number; parts: number; takesFiles: boolean; isPassed: boolean }

const kilobyte = 1024
/** Before anybody is known; of somebody known without files; and of a form whose files are told apart. */
const stranger = { bytes: 64 * kilobyte, parts: 200 }
const known = { bytes: 2048 * kilobyte, parts: 10_000 }

const limits = new WeakMap<Request, BodyLimit>()

/**
 * Bounds the bodies of all requests. Nothing is read here: whoever reads a body is stopped at the limit that holds by then, which
 * is that of strangers until `bodiesOfKnown` or `takesFiles` has raised it.
 */
export const boundBodies: MiddlewareHandler<Env> = async (c, next) => {
  const { method, headers } = c.req.raw
  if (method === 'GET' || method === 'HEAD' || !c.req.raw.body) return next()
  const limit: BodyLimit = { ...stranger, takesFiles: false, isPassed: false }
  const length = headers.get('content-length')
  const declared = length === null || headers.has('transfer-encoding') ? undefined : Number(length)
  if (declared === undefined || declared > limit.bytes) {
    const isTooDeep = /\bjson\b/i.test(headers.get('content-type') ?? '') ? nestingOf() : () => false
    const body = counted(c.req.raw.body, limit, declared, isTooDeep)
    c.req.raw = new Request(c.req.raw, { body, duplex: 'half' } as RequestInit)
  }
  limits.set(c.req.raw, limit)
  await next()
  // Whatever the page made of half a body.
  if (limit.isPassed) throw new Problem('body_is_too_large')
}

/** A body up to the limit that holds when it is read. What is beyond is left unread: the server closes the line behind its answer. */
function counted(
  body: ReadableStream<Uint8Array>,
  limit: BodyLimit,
  declared: number | undefined,
  isTooDeep: (piece: Uint8Array) => boolean,
): ReadableStream<Uint8Array> {
  let bytes = 0
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    if ((declared ?? 0) > limit.bytes) return pass(controller)
    reader ??= body.getReader()
    const { done, value } = await reader.read()
    if (done) return controller.close()
    bytes += value.byteLength
    if (bytes > limit.bytes) return pass(controller)
    if (isTooDeep(value)) return controller.error(new Problem('json_is_nested_too_deep'))
    controller.enqueue(value)
  }
  const pass = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    limit.isPassed = true
    controller.error(new Problem('body_is_too_large'))
  }
  // Nothing is taken in before somebody reads, when the limit is settled.
  return new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 })
}

const raise = (c: Context<Env>, to: Partial<BodyLimit>): void => {
  const limit = limits.get(c.req.raw)
  if (limit) Object.assign(limit, to)
}

/** For all that stands behind signing in: texts of people who are known. */
export const bodiesOfKnown: MiddlewareHandler<Env> = async (c, next) => {
  raise(c, known)
  await next()
}

/** For an address that takes files: how many bytes come to it at most, all together. */
export const takesFiles =
  (bytes: number): MiddlewareHandler<Env> =>
  async (c, next) => {
    raise(c, { bytes: bytes + known.bytes, parts: known.parts, takesFiles: true })
    await next()
  }

/** Photos and papers of a form; each has a limit of its own. */
export const takesForms = takesFiles(62 * 1024 * kilobyte)

/**
 * Reads a form, urlencoded or multipart, of as many parts as its address takes.
 * @throws Problem `body_is_too_large`, `form_has_too_many_parts`, `file_is_not_taken`, `field_is_malformed`
 */
export async function formDataOf(request: Request): Promise<FormData> {
  const limit = limits.get(request)
  const type = request.headers.get('content-type') ?? ''
  const bytes = new Uint8Array(await request.arrayBuffer().catch(refuse))
  const boundary = /boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(type)
  const mark = boundary?.[1] ?? boundary?.[2]
  const isMultipart = /^multipart\/form-data/i.test(type)
  if (!isMultipart && bytes.length > known.bytes) throw new Problem('body_is_too_large')
  const parts = isMultipart ? occurrences(bytes, `--${mark ?? ''}`) : occurrences(bytes, '&')
  if (parts > (limit?.parts ?? known.parts)) throw new Problem('form_has_too_many_parts')
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(refuse)
  refuseFiles(form, limit)
  return form
}

function refuse(fault: unknown): never {
  throw fault instanceof Problem ? fault : new Problem('field_is_malformed')
}

function refuseFiles(form: FormData, limit: BodyLimit | undefined): void {
  if (limit === undefined || limit.takesFiles) return
  // A field for a file that was left empty comes as a file without a name.
  for (const value of form.values())
    if (typeof value !== 'string' && value.size > 0) throw new Problem('file_is_not_taken')
}

function occurrences(bytes: Uint8Array, mark: string): number {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  for (let at = all.indexOf(mark); at >= 0; at = all.indexOf(mark, at + mark.length)) count += 1
  return count
}
