import { type Context, Hono } from 'hono'
import { takesFiles } from '#platform/bodies'
import { sentenceOf } from '#platform/i18n'
import { Problem, statusOf } from '#platform/problem'
import type { Env } from '#platform/web'
import { sendFile } from '../attach.ts'
import { largestFile } from '../kinds.ts'
import { fileForWork, refuseUnlessPublic } from '../read.ts'
import { fileNamed, type NamedFile, serveFile } from '../serve-file.ts'

/** The file's name as the phone gives it, for sentences only: a mangled one is as good as none. */
function nameFrom(header: string | undefined): string {
  try {
    return decodeURIComponent(header ?? '').slice(0, 200)
  } catch {
    return ''
  }
}

/** Files that have been published. Kept by browsers for minutes only, so that a withdrawn one is soon gone. */
export const publicPhotos = new Hono<Env>().get('/anh/:file', async (c) => {
  const file = fileNamed(c.req.param('file'))
  await refuseUnlessPublic(file)
  return serveFile(c.req.raw, file, { cacheControl: 'public, max-age=300', savedAs: '' })
})

/** A file for those who may see what it proves. @throws Problem `not_found_or_not_allowed` */
export async function fileToWorkWith(c: Context<Env>, file: NamedFile): Promise<Response> {
  const { name, isProtected } = await fileForWork(c.var.actor, file)
  const cacheControl = isProtected ? 'no-store' : 'private, max-age=3600'
  return serveFile(c.req.raw, file, { cacheControl, savedAs: name })
}

/** The address to which files are sent ahead. */
const sendingAddress = '/minh-chung'

/** Files as those who work with them see them, and the address to which phones send them ahead. */
export const photoPages = new Hono<Env>()
  .get('/minh-chung/:file', (c) => fileToWorkWith(c, fileNamed(c.req.param('file'))))
  .post(sendingAddress, takesFiles(largestFile), async (c) => {
    try {
      const arriving = c.req.raw.body ?? new Uint8Array()
      const file = await sendFile(c.var.actor, arriving, nameFrom(c.req.header('x-file-name')))
      const { sha256, mediaType, width, height } = file
      return c.json({ sha256, mediaType, width, height }, 201)
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault
      return c.json({ code: fault.code, sentence: sentenceOf(fault) }, statusOf(fault))
    }
  })
