import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A message as its reader sees it. */
export type CaughtMail = { to: string[]; text: string; id: string; subject: string }

/** The readable parts of a message as it came over the line. */
function readMail(raw: string, to: string[]): CaughtMail {
  const [head = '', body = ''] = raw.split(/\r?\n\r?\n(.*)/s)
  const header = (name: string) =>
    new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'mi').exec(head)?.[1] ?? ''
  const isBase64 = /base64/i.test(header('Content-Transfer-Encoding'))
  const isQuoted = /quoted-printable/i.test(header('Content-Transfer-Encoding'))
  const bytes = isBase64
    ? Buffer.from(body, 'base64')
    : Buffer.from(
        isQuoted
          ? body
              .replace(/=\r?\n/g, '')
              .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
          : body,
        isQuoted ? 'latin1' : 'utf8',
      )
  const subject = header('Subject')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, how, text) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (_x: string, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString('utf8'),
    )
  return { to, text: bytes.toString('utf8'), id: header('Message-ID'), subject }
}

/**
 * A mail server that keeps what it is sent. While `refusal` is set, it refuses with it.
 * @returns its address, what came, and how to end it
 */
export async function openMailCatcher() {
  const caught: { mails: CaughtMail[]; refusal: Error | undefined } = { mails: [], refusal: undefined }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (caught.refusal) return done(caught.refusal)
        const to = session.envelope.rcptTo.map((one) => one.address)
        caught.mails.push(readMail(Buffer.concat(chunks).toString('utf8'), to))
        done()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  return Object.assign(caught, { url, close: () => new Promise<void>((done) => server.close(done)) })
}
