/** What wrong tries are counted by. */
export type Tried = 'name' | 'step' | 'device' | 'address'

/**
 * How many wrong tries lock, and for how long. Behind one address may be a whole office: it is slowed down for minutes. A
 * name is locked for an hour at most, and never for a device on which its person has signed in before.
 */
export const tries = {
  most: { name: 5, step: 5, device: 5, address: 30 },
  windowMinutes: 15,
  lockMinutes: {
    name: { first: 15, longest: 60 },
    step: { first: 15, longest: 60 },
    device: { first: 15, longest: 60 },
    address: { first: 1, longest: 5 },
  },
} as const

/** So many devices of a person are known, and so many sessions of theirs are open, at most. */
export const mostDevices = 30
export const mostSessions = 50

/** How long a sign-in lasts without being used: on a shared computer, and on a phone of one's own. */
export const sessionHours = { shared: 12, kept: 30 * 24 } as const

/** How long the second step may take, and how long links work. */
export const pendingMinutes = 10
export const linkDays = { invitation: 7, reset: 2 } as const

/**
 * A Vietnamese phone number as it is kept (E.164): `0903 123.456` and `84903123456` become `+84903123456`.
 * @returns undefined where it is no phone number.
 */
export function phoneFrom(text: string): string | undefined {
  const digits = text.replace(/[\s.()-]/g, '')
  if (/^0\d{9}$/.test(digits)) return `+84${digits.slice(1)}`
  if (/^84\d{9}$/.test(digits)) return `+${digits}`
  return /^\+[1-9]\d{7,14}$/.test(digits) ? digits : undefined
}

/** What somebody typed to say who they are, as a user name and perhaps a phone number. */
export const loginFrom = (text: string): { userName: string; phone: string | undefined } => ({
  userName: text.trim().toLowerCase().slice(0, 100),
  phone: phoneFrom(text),
})

// The head of public lists of leaked passwords, with the Vietnamese favourites, of ten characters and more; shorter
// ones are refused for their length.
const commonest = new Set(
  '1234567890 0123456789 0987654321 1234567891 12345678910 123456789a a123456789 qwertyuiop password123 password12 1q2w3e4r5t iloveyou123 matkhau123 matkhau1234 anhyeuem123 emyeuanh123 vietnam123 vietnam2024 vietnam2025 vietnam2026 xinchao123 admin12345 administrator abcd123456 abc1234567 aa123456789 123123123123 1111111111 0000000000 qwerty12345 1qaz2wsx3edc lantoa1234 lantoa-demo-2026'.split(
    ' ',
  ),
)

/** Why a password is refused, as the code of a problem; undefined where it will do. */
export function passwordObjection(password: string, userName: string): string | undefined {
  const plain = password.toLowerCase()
  if ([...password].length < 10) return 'password_is_too_short'
  if (password.length > 200) return 'password_is_too_long'
  if (commonest.has(plain) || new Set(plain).size < 4) return 'password_is_common'
  return plain.includes(userName.toLowerCase()) ? 'password_holds_user_name' : undefined
}

/** How long the next lock lasts: twice as long as the one before, up to the longest. */
export function lockMinutes(kind: Tried, failures: number): number {
  const { first, longest } = tries.lockMinutes[kind]
  const round = Math.max(0, Math.floor(failures / tries.most[kind]) - 1)
  return Math.min(first * 2 ** round, longest)
}
