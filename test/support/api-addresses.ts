type Parameter = { name: string; in: string; required?: boolean; schema?: { enum?: readonly string[] } }
type Operation = { parameters?: readonly Parameter[] }

/** What can be said for a parameter, by its name. */
export type Sayable = Readonly<Record<string, readonly string[]>>

/**
 * Addresses of all that the API gives to read, by its own description: each operation with each thing that can be said for
 * what it requires, and once more with each that can be said for what it allows.
 * @throws Error for a required parameter of which nothing is known to say
 */
export function apiAddresses(
  description: { paths: Record<string, { get?: Operation }> },
  sayable: Sayable,
): string[] {
  return Object.entries(description.paths).flatMap(([path, { get }]) => {
    if (!get) return []
    const parameters = get.parameters ?? []
    const required = parameters.filter((one) => one.required)
    const bare = required.reduce(
      (addresses, one) => addresses.flatMap((address) => said(address, one, sayable, path)),
      [`/api/v1${path}`],
    )
    const [first = ''] = bare
    const allowed = parameters.filter((one) => !one.required && sayable[one.name])
    return [...bare, ...allowed.flatMap((one) => said(first, one, sayable, path))]
  })
}

function said(address: string, { name, in: place }: Parameter, sayable: Sayable, path: string): string[] {
  const values = sayable[name]
  if (!values) throw new Error(`What can be said for ${name} of ${path}?`)
  return values.map((value) => {
    if (place === 'path') return address.replace(`{${name}}`, encodeURIComponent(value))
    return `${address}${address.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`
  })
}
