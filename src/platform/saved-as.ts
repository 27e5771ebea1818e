/**
 * The `content-disposition` of a file that is saved: its name as people say it, and for programs that know only ASCII
 * another, by default the same with `_` for every other letter (RFC 6266; letters as RFC 8187 has them).
 */
export function savedAs(name: string, plain: string = inAscii(name)): string {
  // encodeURIComponent leaves some signs that RFC 8187 does not allow.
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}

const inAscii = (name: string): string => name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_')
