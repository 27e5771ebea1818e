/** The mark by which anybody finds out whether a paper is genuine: a QR code, and the same to type and to compare. */

import QRCode from 'qrcode'
import type { DocumentCheck } from './content.ts'
import { safeUrl } from './lines.ts'
import type { PrintablePicture } from './printable-picture.ts'

export type LaidCheck = {
  picture: PrintablePicture
  alt: string
  lines: { text: string; url: string | null }[]
  /** The size of the code with its white border, what is free beside it, and above it in points. */
  sizeMm: number
  gapMm: number
  beforePt: number
}

/**
 * Lays out the mark.
 * @throws Error where the address is none of the web, or the hash is not hexadecimal: a mark that leads nowhere is worse than none.
 */
export async function laidCheck({ url, code, hash }: DocumentCheck): Promise<LaidCheck> {
  const address = safeUrl(url)
  if (address === null) throw new Error(`“${url}” is no address at which a document can be checked.`)
  if (!/^[0-9a-f]{16,}$/i.test(hash)) throw new Error(`“${hash}” is no hash in hexadecimal.`)
  const bytes = await QRCode.toBuffer(address, { errorCorrectionLevel: 'M', margin: 4, scale: 8 })
  const size = bytes.readUInt32BE(16)
  const first = hash.slice(0, 16).toLowerCase().match(/.{4}/g) ?? []
  return {
    picture: { bytes, type: 'png', widthPixels: size, heightPixels: size },
    alt: 'Mã QR dẫn đến trang kiểm tra văn bản',
    lines: [
      {
        text: `Kiểm tra văn bản tại ${address.replace(/^https?:\/\//, '').replace(/\/$/, '')}`,
        url: address,
      },
      { text: `Mã ${code}`, url: null },
      { text: `Dấu SHA-256: ${first.join(' ')}`, url: null },
    ],
    sizeMm: 26,
    gapMm: 2,
    beforePt: 8,
  }
}
