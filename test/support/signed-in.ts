import { expect } from 'vitest'
import { type Actor, asSystem, hashPassword } from '#access'
import { setHash } from '../../src/1-ground/access/sign-in/store.ts'
import { web } from '../../src/web.ts'

const origin = 'http://localhost'
const password = 'con trâu đi trước'
/** Hashing is slow on purpose: once for all people of all files. */
let hashed: Promise<string> | undefined

/** Pages as people reach them: real routes, real forms, signed in. Any fault of ours fails the test. */
export function pagesFor() {
  const app = web({
    site: { name: 'Thử', origin },
    log: (fault) => {
      throw fault
    },
  })
  const cookies = new Map<string, string>()

  async function signIn(person: Actor): Promise<string> {
    const known = cookies.get(person.personId)
    if (known) return known
    hashed ??= hashPassword(password)
    const hash = await hashed
    await asSystem('test.password', (tx) => setHash(tx, person.personId, hash))
    const answer = await app.request(`${origin}/dang-nhap`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({ login: `p${person.personId.slice(-12)}`, password }),
    })
    expect(answer.status).toBe(303)
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    cookies.set(person.personId, cookie)
    return cookie
  }

  return {
    /** The text of a page. */
    async open(person: Actor, path: string): Promise<string> {
      const answer = await app.request(origin + path, { headers: { cookie: await signIn(person) } })
      expect(answer.status, path).toBe(200)
      return answer.text()
    },
    /** Answers a request whatever comes of it. */
    async ask(person: Actor, path: string): Promise<Response> {
      return app.request(origin + path, { headers: { cookie: await signIn(person) } })
    },
    /** Asks or sends JSON as a script of a page does, whatever comes of it. */
    async json(person: Actor, path: string, sent?: object): Promise<Response> {
      const headers = { origin, cookie: await signIn(person), 'content-type': 'application/json' }
      const posted = sent ? { method: 'POST', body: JSON.stringify(sent) } : {}
      return app.request(origin + path, { headers, ...posted })
    },
    /** Sends a form whatever comes of it. */
    async answer(person: Actor, path: string, fields: Record<string, string>): Promise<Response> {
      const headers = { origin, cookie: await signIn(person) }
      return app.request(origin + path, { method: 'POST', headers, body: new URLSearchParams(fields) })
    },
    /** Sends a form that has to be taken; where it leads. */
    async send(person: Actor, path: string, fields: Record<string, string | File>): Promise<string> {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      const headers = { origin, cookie: await signIn(person) }
      const answer = await app.request(origin + path, { method: 'POST', headers, body })
      expect(answer.status, `${path}: ${answer.status === 303 ? '' : await answer.clone().text()}`).toBe(303)
      return answer.headers.get('location') ?? ''
    },
    /** Sends a form that has to be refused; the page that comes back. */
    async refused(person: Actor, path: string, fields: Record<string, string | File>): Promise<string> {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      const headers = { origin, cookie: await signIn(person) }
      const answer = await app.request(origin + path, { method: 'POST', headers, body })
      expect(answer.status, path).toBe(422)
      return answer.text()
    },
  }
}
