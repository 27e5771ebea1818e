// Checks CMS signatures (RFC 5652) and timestamps (RFC 3161). The library takes the ASN.1 apart; digests and signatures are
// checked by node:crypto.
import { constants, createHash, verify, X509Certificate } from 'node:crypto'
import { type BaseBlock, fromBER, OctetString } from 'asn1js'
import {
  type AlgorithmIdentifier,
  Certificate,
  ContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
  TSTInfo,
} from 'pkijs'
import { bufferOf, oid } from './cms.ts'

const digests: Record<string, string> = {
  [oid.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

const rsaPss = '1.2.840.113549.1.1.10'

/** What was found: the signer's certificate, whether all fits together, and the time that a server confirmed. */
export type CheckedCms = {
  certificate: X509Certificate
  isValid: boolean
  timestamp: CheckedTimestamp | undefined
}

// What stands there more than once comes as a list: the first will do.
export const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

/** Whose certificate it is, by its own word. */
export const nameOn = (certificate: X509Certificate): string =>
  first(certificate.toLegacyObject().subject.CN) ?? certificate.subject ?? ''

export type CheckedTimestamp = { at: Date; certificate: X509Certificate; isValid: boolean }

/** Reads SignedData with one signer; undefined where it is none, or made in a way that is not checked here. */
function opened(der: Uint8Array) {
  try {
    const data = new SignedData({ schema: ContentInfo.fromBER(bufferOf(der)).content })
    const [signer] = data.signerInfos
    const own = signer && data.signerInfos.length === 1 && certificateOf(data, signer)
    return own ? { data, signer, certificate: own } : undefined
  } catch {
    return undefined
  }
}

function certificateOf(data: SignedData, { sid }: SignerInfo): X509Certificate | undefined {
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined
  const found = (data.certificates ?? []).find(
    (one): one is Certificate =>
      one instanceof Certificate &&
      one.issuer.isEqual(sid.issuer) &&
      one.serialNumber.isEqual(sid.serialNumber),
  )
  return found && new X509Certificate(Buffer.from(found.toSchema().toBER()))
}

const attributeOf = ({ signedAttrs }: SignerInfo, type: string): BaseBlock | undefined => {
  const found = signedAttrs?.attributes.filter((one) => one.type === type) ?? []
  return found.length === 1 && found[0]?.values.length === 1 ? found[0].values[0] : undefined
}

const octetsOf = (block: BaseBlock | undefined): Buffer | undefined =>
  block instanceof OctetString ? Buffer.from(block.getValue()) : undefined

/** Whether the signer signed what has this digest, as content of this type, with the certificate that they named. */
function isSigned(
  signer: SignerInfo,
  certificate: X509Certificate,
  type: string,
  content: Uint8Array[],
): boolean {
  const digest = digests[signer.digestAlgorithm.algorithmId]
  if (!digest || !signer.signedAttrs) return false
  const hash = createHash(digest)
  for (const part of content) hash.update(part)
  const named = attributeOf(signer, oid.contentType)?.valueBlock.toString()
  if (named !== type || !octetsOf(attributeOf(signer, oid.messageDigest))?.equals(hash.digest())) return false
  if (!isBoundTo(signer, certificate)) return false
  // The bytes as they came, so that no order of ours takes the place of theirs; with the tag of a set (RFC 5652, 5.4).
  const attributes = Buffer.from(signer.signedAttrs.encodedValue)
  attributes[0] = 0x31
  return isSignatureOver(attributes, signer, certificate, digest)
}

/** Whether the certificate is the one of signing-certificate-v2 (RFC 5035). PAdES wants the attribute; older formats lack it. */
function isBoundTo(signer: SignerInfo, certificate: X509Certificate): boolean {
  const bound = attributeOf(signer, oid.signingCertificateV2)
  if (!bound) return !signer.signedAttrs?.attributes.some(({ type }) => type === oid.signingCertificateV2)
  const parts = (block: unknown): BaseBlock[] =>
    (block as { valueBlock?: { value?: BaseBlock[] } } | undefined)?.valueBlock?.value ?? []
  const first = parts(parts(parts(bound)[0])[0])
  const hash = first.find((part) => part instanceof OctetString)
  const algorithm = first[0] === hash ? oid.sha256 : parts(first[0])[0]?.valueBlock.toString()
  const digest = digests[algorithm ?? '']
  return (
    digest !== undefined &&
    createHash(digest)
      .update(certificate.raw)
      .digest()
      .equals(octetsOf(hash) ?? Buffer.of())
  )
}

function isSignatureOver(
  bytes: Uint8Array,
  { signature, signatureAlgorithm }: SignerInfo,
  { publicKey }: X509Certificate,
  digest: string,
): boolean {
  const key = isPss(signatureAlgorithm)
    ? { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
    : publicKey
  try {
    return verify(digest, bytes, key, Buffer.from(signature.getValue()))
  } catch {
    return false
  }
}

const isPss = ({ algorithmId }: AlgorithmIdentifier): boolean => algorithmId === rsaPss

/** Checks a detached signature over these bytes; undefined where it cannot be read. */
export function checkedCms(der: Uint8Array, content: Uint8Array[]): CheckedCms | undefined {
  const found = opened(der)
  if (!found) return undefined
  const { signer, certificate } = found
  const token = signer.unsignedAttrs?.attributes.find(({ type }) => type === oid.timestampToken)?.values[0]
  const value = Buffer.from(signer.signature.getValue())
  return {
    certificate,
    isValid: isSigned(signer, certificate, oid.data, content),
    timestamp: token && checkedTimestamp(Buffer.from(token.toBER()), undefined, value),
  }
}

/**
 * Checks a token (RFC 3161): of a SHA-256 digest, or of bytes whose digest the token itself chose. Undefined where it cannot
 * be read.
 */
export function checkedTimestamp(
  token: Uint8Array,
  digest: Uint8Array | undefined,
  bytes: Uint8Array = Buffer.of(),
): CheckedTimestamp | undefined {
  const found = opened(token)
  const content = found?.data.encapContentInfo.eContent?.getValue()
  if (!found || !content || found.data.encapContentInfo.eContentType !== oid.timestampInfo) return undefined
  try {
    const info = new TSTInfo({ schema: fromBER(content).result })
    const imprint = info.messageImprint
    const algorithm = digests[imprint.hashAlgorithm.algorithmId]
    if (!algorithm) return undefined
    const expected = digest ?? createHash(algorithm).update(bytes).digest()
    const isOfThis = Buffer.from(imprint.hashedMessage.getValue()).equals(expected)
    const { signer, certificate } = found
    return {
      at: info.genTime,
      certificate,
      isValid: isOfThis && isSigned(signer, certificate, oid.timestampInfo, [Buffer.from(content)]),
    }
  } catch {
    return undefined
  }
}
