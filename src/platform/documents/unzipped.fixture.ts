import { inflateRawSync } from 'node:zlib'

/** The files of a ZIP archive (a .docx is one) as text, by name. */
export function unzipped(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  // The end record names where the directory begins; each entry of it names a file and where its bytes are.
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const header = archive.readUInt32LE(at + 42)
    const from = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
    const bytes = archive.subarray(from, from + size)
    const content = method === 0 ? bytes : inflateRawSync(bytes)
    files.set(archive.toString('utf8', at + 46, at + 46 + name), content.toString('utf8'))
    at += 46 + name + extra + comment
  }
  return files
}
