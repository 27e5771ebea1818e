import { timingSafeEqual } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { Actor } from '#access'
import { sha256, unfinishedFolder } from '#platform/files'
import { refuseWithoutRoom } from '#platform/health'
import { sentenceOf } from '#platform/i18n'
import { newId } from '#platform/ids'
import { asProblem, Problem, statusOf } from '#platform/problem'
import { signatureOf } from '#platform/secret'
import { leftoversIn } from './leftovers.ts'
import { receivePhoto } from './receive-photo.ts'
import { objectionToUpload, uploadLimits } from './rules.ts'

/** Where uploads are begun; each goes on at an address of its own beneath it. */
export const uploadsPath = '/api/v1/uploads'

const sign = (text: string): string => signatureOf('upload', Buffer.from(text)).toString('base64url')

/** The mark of a person in the names of their unfinished files: it groups them and tells nobody who it is. */
export const markOf = (actor: Actor): string => sign(`person ${actor.personId}`).slice(0, 16)

/** The name of a new upload. It carries a signature over its owner, so nobody else's request can find it. */
function nameFor(actor: Actor): string {
  const name = `${markOf(actor)}.${newId()}`
  return `${name}.${sign(`${actor.personId} ${name}`).slice(0, 32)}`
}

/** Whether an upload is of a person. */
export function isOwn(actor: Actor, id: string): boolean {
  const [mark, uuid, signature] = id.split('.')
  if (mark === undefined || uuid === undefined || signature === undefined) return false
  const expected = Buffer.from(sign(`${actor.personId} ${mark}.${uuid}`).slice(0, 32))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** How many uploads a person has begun that can still go on: what a full disk left without its description is none. */
async function unfinishedOf(actor: Actor): Promise<number> {
  const mark = `${markOf(actor)}.`
  return (await leftoversIn(unfinishedFolder(), mark)).filter(({ announced }) => announced).length
}

/** A problem in the shape in which the protocol's server wants to be told. */
function refusal(problem: Problem): { status_code: number; body: string } {
  const status = statusOf(problem)
  return {
    status_code: status,
    body: JSON.stringify({ code: problem.code, title: sentenceOf(problem), status }),
  }
}

/** As `refuseWithoutRoom`, in that shape. */
function refuseWithoutRoomToWrite(): void {
  try {
    refuseWithoutRoom()
  } catch (fault) {
    throw fault instanceof Problem ? refusal(fault) : fault
  }
}

const actors = new WeakMap<Request, Actor>()
const actorOf = (request: unknown): Actor => {
  const actor = actors.get(request as Request)
  if (!actor) throw new Error('An upload without a person.')
  return actor
}

const servers = new Map<string, Server>()

/** The server of the tus protocol over the folder of unfinished files; made at the first use, when the folder is known. */
function server(): Server {
  const folder = unfinishedFolder()
  let made = servers.get(folder)
  if (!made) {
    made = makeServer(folder)
    servers.set(folder, made)
  }
  return made
}

function makeServer(folder: string): Server {
  // The store would make it too, but only some time after it says that it is ready.
  mkdirSync(folder, { recursive: true })
  const datastore = new FileStore({
    directory: folder,
    expirationPeriodInMilliseconds: uploadLimits.days * 86_400_000,
  })
  return new Server({
    path: uploadsPath,
    datastore,
    // Only our own pages send: no other origin is told anything.
    allowedOrigins: [],
    relativeLocation: true,
    // A line that broke leaves its request behind; the phone that comes back does not wait long for it.
    lockDrainTimeout: 300,
    namingFunction: (request) => nameFor(actorOf(request)),
    onIncomingRequest: async (request, id) => {
      if (request.method === 'PATCH') refuseWithoutRoomToWrite()
      if (request.method !== 'POST' && !isOwn(actorOf(request), id))
        throw refusal(new Problem('not_found_or_not_allowed'))
    },
    onUploadCreate: async (request, upload) => {
      refuseWithoutRoomToWrite()
      const announced = { size: upload.size, sha256: upload.metadata?.sha256 }
      const code = objectionToUpload(announced, await unfinishedOf(actorOf(request)))
      if (code)
        throw refusal(
          new Problem(code, {
            name: '',
            megabytes: uploadLimits.bytes / 1024 / 1024,
            maximum: uploadLimits.perPerson,
          }),
        )
      return {}
    },
    onUploadFinish: async (request, upload) => {
      let isSettled = true
      try {
        const bytes = await readFile(join(folder, upload.id))
        const { sha256: announced, name } = upload.metadata ?? {}
        if (sha256(bytes) !== announced) throw new Problem('photo_is_broken', { name: name ?? '' })
        const receipt = await receivePhoto(actorOf(request), bytes, (name ?? '').slice(0, 200))
        return {
          status_code: 200,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify({ receipt }),
        }
      } catch (fault) {
        const known = asProblem(fault)
        // Where only the disk or the database was away it stays, and is taken up later.
        isSettled = known instanceof Problem && statusOf(known) !== 503
        if (known instanceof Problem) throw refusal(known)
        throw fault
      } finally {
        // Whole, it is kept under its hash; refused, it is worth nothing. Whoever sends again begins anew.
        if (isSettled) await datastore.remove(upload.id).catch(() => {})
      }
    },
  })
}

/**
 * Answers one request of the tus protocol in the name of a person, and closes the connection behind it: where one that had
 * been used before is cut, browsers by themselves send the whole request again, and so a piece that is there already.
 */
export async function answerUpload(actor: Actor, request: Request): Promise<Response> {
  actors.set(request, actor)
  const answer = await server().handleWeb(request)
  answer.headers.set('connection', 'close')
  return answer
}

/** Removes what was begun too long ago and never finished; says how many. */
export const removeExpired = (): Promise<number> => server().cleanUpExpiredUploads()
