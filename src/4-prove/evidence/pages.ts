import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { look, lookPublic } from '#access'
import { keptFile } from '#platform/files'
import { sentenceOf } from '#platform/i18n'
import { Problem, statusOf } from '#platform/problem'
import type { Env } from '#platform/web'
import { sendPhoto } from './attach.ts'
import { photoLimits } from './rules.ts'
import { mayRead } from './store.ts'

const name = /^([0-9a-f]{64})(\.small)?\.jpg$/

async function answer(file: string, cacheControl: string): Promise<Response> {
  const bytes = await keptFile(file)
  if (!bytes) throw new Problem('not_found_or_not_allowed')
  return new Response(bytes, {
    headers: {
      'content-type': 'image/jpeg',
      'cache-control': cacheControl,
      etag: `"${file}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    },
  })
}

function hashOf(file: string): string {
  const hash = name.exec(file)?.[1]
  if (!hash) throw new Problem('not_found_or_not_allowed')
  return hash
}

/** The photo's name as the phone gives it, for sentences only: a mangled one is as good as none. */
function nameFrom(header: string | undefined): string {
  try {
    return decodeURIComponent(header ?? '').slice(0, 200)
  } catch {
    return ''
  }
}

/** Photos that have been published. Kept by browsers for minutes only, so that a withdrawn one is soon gone. */
export const publicPhotos = new Hono<Env>().get('/anh/:file', async (c) => {
  const file = c.req.param('file')
  const hash = hashOf(file)
  if (!(await lookPublic((db) => mayRead(db, hash)))) throw new Problem('not_found_or_not_allowed')
  return answer(file, 'public, max-age=300')
})

/** Photos as those who work with them see them, and the address to which phones send them ahead. */
export const photoPages = new Hono<Env>()
  .get('/minh-chung/:file', async (c) => {
    const file = c.req.param('file')
    const hash = hashOf(file)
    if (!(await look(c.var.actor, 'activity.read', null, (db) => mayRead(db, hash))))
      throw new Problem('not_found_or_not_allowed')
    return answer(file, 'private, max-age=3600')
  })
  .post(
    '/minh-chung',
    bodyLimit({
      maxSize: photoLimits.bytes + 65_536,
      onError: () => {
        throw new Problem('photo_is_too_large', { name: '', megabytes: photoLimits.bytes / 1024 / 1024 })
      },
    }),
    async (c) => {
      try {
        const bytes = new Uint8Array(await c.req.arrayBuffer())
        const photo = await sendPhoto(c.var.actor, bytes, nameFrom(c.req.header('x-file-name')))
        return c.json({ sha256: photo.sha256, width: photo.width, height: photo.height }, 201)
      } catch (fault) {
        if (!(fault instanceof Problem)) throw fault
        return c.json({ code: fault.code, sentence: sentenceOf(fault) }, statusOf(fault))
      }
    },
  )
