import { createHash } from 'node:crypto'
import type { Transporter } from 'nodemailer'

/** From where mail leaves: the server that takes it, the sender, and the address at which people reach this system. */
export type MailSettings = { smtpUrl: string; from: string; origin: string }

let settings: MailSettings | undefined
let transport: Promise<Transporter> | undefined

/** Sends mail from now on by these settings; without any, none is sent and none is offered. */
export function useMail(given: MailSettings | undefined): void {
  void closeMail()
  settings = given
}

/** Whether mail is sent at all. */
export const hasMail = (): boolean => settings !== undefined

/** Ends the connections to the mail server. */
export async function closeMail(): Promise<void> {
  const open = await transport
  transport = undefined
  open?.close()
}

async function openTransport(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const url = new URL(smtpUrl)
  return createTransport({
    host: url.hostname,
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    pool: true,
    maxConnections: 3,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    // Nothing of a message is ever fetched from an address or a file.
    disableFileAccess: true,
    disableUrlAccess: true,
  } as object)
}

/**
 * The name of a message, the same in every attempt: a mail server or reader that has it already knows the second as a double.
 */
export function messageIdOf(what: string): string {
  const domain = /@([^\s>]+)/.exec(settings?.from ?? '')?.[1] ?? 'lantoa.invalid'
  return `<${createHash('sha256').update(what).digest('hex').slice(0, 40)}@${domain}>`
}

/** A message in plain text. `link` turns a path of this system into an address. */
export type Mail = {
  to: string
  /** What it is about, by which the message is named. */
  what: string
  write: (link: (path: string) => string) => { subject: string; text: string }
}

/** Hands a message to the mail server. @throws the fault of the server or the line; the job tries again. */
export async function sendMail(mail: Mail): Promise<void> {
  if (!settings) throw new Error('No mail server is set.')
  const { smtpUrl, from, origin } = settings
  transport ??= openTransport(smtpUrl)
  const { subject, text } = mail.write((path) => origin + path)
  await (await transport).sendMail({
    from,
    to: { name: '', address: mail.to },
    subject: subject.replace(/\s+/g, ' ').slice(0, 200),
    text,
    messageId: messageIdOf(mail.what),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': `<${origin}/thong-bao/cach-nhan>`,
    },
  })
}
