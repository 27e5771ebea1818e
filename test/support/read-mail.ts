export type ReadMail = { to: string[]; text: string; id: string; subject: string }

/** The readable parts of a message as it came over the line. */
export function readMail(raw: string, to: string[]): ReadMail {
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
