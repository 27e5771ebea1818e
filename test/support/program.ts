import type { Actor } from '#access'
import { makeToken } from '../../src/1-ground/access/sign-in/account.ts'
import { web } from '../../src/web.ts'

/** Whatever a call carries: JSON, or a body and headers as they are. */
type Sent = { json?: unknown; body?: BodyInit; headers?: Record<string, string> }

/** The system as programs reach it: with the token of a person, and neither a cookie nor an origin. Any fault of ours fails. */
export function programs() {
  const tokens = new Map<string, string>()
  const app = web({
    site: { name: 'Thử', origin: 'https://lantoa.example.vn' },
    log: (fault) => {
      throw fault
    },
  })
  const tokenOf = async (person: Actor) => {
    const token = tokens.get(person.personId) ?? (await makeToken(person, 'chương trình', 9))
    tokens.set(person.personId, token)
    return token
  }
  return async (person: Actor, method: string, path: string, sent: Sent = {}): Promise<Response> => {
    const json =
      sent.json === undefined
        ? {}
        : { body: JSON.stringify(sent.json), headers: { 'content-type': 'application/json' } }
    return app.request(`http://127.0.0.1:8080/api/v1${path}`, {
      method,
      ...(sent.body === undefined ? {} : { body: sent.body }),
      ...json,
      headers: { authorization: `Bearer ${await tokenOf(person)}`, ...json.headers, ...sent.headers },
    })
  }
}
