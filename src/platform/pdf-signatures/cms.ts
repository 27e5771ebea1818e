// The signature itself: CMS SignedData (RFC 5652) as PAdES wants it (ETSI EN 319 142-1, 6.3): detached, the certificate bound
// by signing-certificate-v2 (RFC 5035). The time stands in the PDF's dictionary and not among the signed attributes.
// @libpdf/core 0.4.2 writes a signing-time there, and leaves the attributes unsorted where DER wants a set in order.
import { createHash } from 'node:crypto'
import { fromBER, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import type { SigningCertificate } from './certificates.ts'

export const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timestampToken: '1.2.840.113549.1.9.16.2.14',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaWithSha256: '1.2.840.113549.1.1.11',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const

export const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Bytes in a buffer of their own, as the ASN.1 library wants them. */
export const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

const certificateFrom = (der: Uint8Array): Certificate => Certificate.fromBER(bufferOf(der))

function signedAttributes(digest: Uint8Array, der: Uint8Array): SignedAndUnsignedAttributes {
  const octets = (bytes: Uint8Array) => new OctetString({ valueHex: bufferOf(bytes) })
  const attributes = [
    new Attribute({ type: oid.contentType, values: [new ObjectIdentifier({ value: oid.data })] }),
    new Attribute({ type: oid.messageDigest, values: [octets(digest)] }),
    // SigningCertificateV2 → certs → ESSCertIDv2 with the hash alone: SHA-256 is the default, the issuer stands in the CMS.
    new Attribute({
      type: oid.signingCertificateV2,
      values: [
        new Sequence({
          value: [new Sequence({ value: [new Sequence({ value: [octets(sha256(der))] })] })],
        }),
      ],
    }),
  ]
  const encoded = (attribute: Attribute) => Buffer.from(attribute.toSchema().toBER())
  return new SignedAndUnsignedAttributes({
    type: 0,
    attributes: attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b))),
  })
}

/**
 * Signs what has this SHA-256 digest. `timestamp` gives a token (RFC 3161) for the SHA-256 of the signature's value, or
 * undefined where there is no server that gives one.
 * @returns the ContentInfo, DER
 */
export async function cmsOver(
  digest: Uint8Array,
  certificate: SigningCertificate,
  timestamp: (digest: Uint8Array) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array> {
  const own = certificateFrom(certificate.der)
  const attributes = signedAttributes(digest, certificate.der)
  // What is signed is the set itself, with the tag of a set instead of the one that it has within SignerInfo (RFC 5652, 5.4).
  const toSign = Buffer.from(attributes.toSchema().toBER())
  toSign[0] = 0x31
  const value = await certificate.sign(toSign)
  const token = await timestamp(sha256(value))
  const sha256Identifier = new AlgorithmIdentifier({ algorithmId: oid.sha256 })
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: sha256Identifier,
    signedAttrs: attributes,
    signatureAlgorithm:
      certificate.keyType === 'RSA'
        ? // RFC 4055, section 5: the parameters are there, and null.
          new AlgorithmIdentifier({ algorithmId: oid.rsaWithSha256, algorithmParams: new Null() })
        : new AlgorithmIdentifier({ algorithmId: oid.ecdsaWithSha256 }),
    signature: new OctetString({ valueHex: bufferOf(value) }),
    ...(token
      ? {
          unsignedAttrs: new SignedAndUnsignedAttributes({
            type: 1,
            attributes: [
              new Attribute({ type: oid.timestampToken, values: [fromBER(bufferOf(token)).result] }),
            ],
          }),
        }
      : {}),
  })
  const data = new SignedData({
    version: 1,
    digestAlgorithms: [sha256Identifier],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: [own, ...certificate.chain.map(certificateFrom)],
    signerInfos: [signer],
  })
  const content = new ContentInfo({ contentType: oid.signedData, content: data.toSchema() })
  return new Uint8Array(content.toSchema().toBER())
}
