/** Certificates, PKCS#12 files and a timestamp server to test with, made on the spot. They are worth nothing anywhere. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fromBER, Integer, ObjectIdentifier, OctetString, Utf8String } from 'asn1js'
import * as pkijs from 'pkijs'

const { subtle } = globalThis.crypto
const bytesOf = (schema: { toSchema(): { toBER(): ArrayBuffer } }) =>
  new Uint8Array(schema.toSchema().toBER())

const algorithms = {
  RSA: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  EC: { name: 'ECDSA', namedCurve: 'P-256' },
  Ed25519: { name: 'Ed25519' },
}

export type TestCertificate = { certificate: pkijs.Certificate; der: Uint8Array; keys: CryptoKeyPair }

let serial = 4096

/** A certificate of somebody, given by themselves or by `issuer`. */
export async function aCertificate(
  given: { name?: string; key?: 'RSA' | 'EC'; from?: string; to?: string; issuer?: TestCertificate } = {},
): Promise<TestCertificate> {
  const keys = (await subtle.generateKey(algorithms[given.key ?? 'RSA'], true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  serial += 1
  certificate.serialNumber = new Integer({ value: serial })
  for (const [type, value] of [
    ['2.5.4.3', given.name ?? 'ĐẢNG ỦY XÃ THỬ'],
    ['2.5.4.10', 'Xã Thử'],
  ] as const)
    certificate.subject.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({ type, value: new Utf8String({ value }) }),
    )
  certificate.issuer = given.issuer?.certificate.subject ?? certificate.subject
  certificate.notBefore.value = new Date(given.from ?? '2026-01-01')
  certificate.notAfter.value = new Date(given.to ?? '2036-01-01')
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign(given.issuer?.keys.privateKey ?? keys.privateKey, 'SHA-256')
  return { certificate, der: bytesOf(certificate), keys }
}

/** A PKCS#12 file with the key of the first certificate, or without any key; `order` says how the certificates lie in it. */
export async function aP12(
  own: TestCertificate,
  password: string,
  { order = [own], key = own.keys.privateKey }: { order?: TestCertificate[]; key?: CryptoKey | null } = {},
): Promise<Uint8Array> {
  const secret = new TextEncoder().encode(password).buffer
  const keyBag =
    key &&
    new pkijs.PKCS8ShroudedKeyBag({
      parsedValue: pkijs.PrivateKeyInfo.fromBER(await subtle.exportKey('pkcs8', key)),
    })
  await keyBag?.makeInternalValues({
    password: secret,
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 128, iv: new Uint8Array(16) },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: 1000,
  })
  const safeBags = [
    ...(keyBag ? [new pkijs.SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: keyBag })] : []),
    ...order.map(
      ({ certificate }) =>
        new pkijs.SafeBag({
          bagId: '1.2.840.113549.1.12.10.1.3',
          bagValue: new pkijs.CertBag({ parsedValue: certificate }),
        }),
    ),
  ]
  const authenticatedSafe = new pkijs.AuthenticatedSafe({
    parsedValue: { safeContents: [{ privacyMode: 0, value: new pkijs.SafeContents({ safeBags }) }] },
  })
  await authenticatedSafe.makeInternalValues({ safeContents: [{}] })
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } })
  await pfx.makeInternalValues({
    password: secret,
    iterations: 1000,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  })
  return bytesOf(pfx)
}

/** The private key of an Ed25519 pair, which no PDF of ours is signed with. */
export const anUnknownKey = async (): Promise<CryptoKey> =>
  ((await subtle.generateKey(algorithms.Ed25519, true, ['sign', 'verify'])) as CryptoKeyPair).privateKey

/** What a timestamp server that is not as it should be does. */
export type Misbehaviour = 'refuses' | 'confirms something else' | 'is broken'

/** A timestamp server (RFC 3161): its address, and how to end it. */
export async function aTimestampServer(at: Date, misbehaviour?: Misbehaviour) {
  const own = await aCertificate({ name: 'Máy chủ dấu thời gian thử' })
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    if (misbehaviour === 'is broken') return void response.writeHead(500).end()
    const asked = new pkijs.TimeStampReq({
      schema: fromBER(new Uint8Array(Buffer.concat(parts)).buffer).result,
    })
    if (misbehaviour === 'confirms something else')
      asked.messageImprint.hashedMessage = new OctetString({ valueHex: new Uint8Array(32).buffer })
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' })
    response.end(await answerTo(asked, own, at, misbehaviour === 'refuses'))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    end: () => new Promise((done) => server.close(done)),
  }
}

async function answerTo(asked: pkijs.TimeStampReq, own: TestCertificate, at: Date, isRefused: boolean) {
  if (isRefused)
    return bytesOf(
      new pkijs.TimeStampResp({ status: new pkijs.PKIStatusInfo({ status: pkijs.PKIStatus.rejection }) }),
    )
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.2.3.4',
    messageImprint: asked.messageImprint,
    serialNumber: new Integer({ value: 1 }),
    genTime: at,
    ...(asked.nonce ? { nonce: asked.nonce } : {}),
  })
  const content = info.toSchema().toBER()
  const digest = await subtle.digest('SHA-256', content)
  const data = new pkijs.SignedData({
    version: 3,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: '1.2.840.113549.1.9.16.1.4',
      eContent: new OctetString({ valueHex: content }),
    }),
    certificates: [own.certificate],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({
          issuer: own.certificate.issuer,
          serialNumber: own.certificate.serialNumber,
        }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            new pkijs.Attribute({
              type: '1.2.840.113549.1.9.3',
              values: [new ObjectIdentifier({ value: '1.2.840.113549.1.9.16.1.4' })],
            }),
            new pkijs.Attribute({
              type: '1.2.840.113549.1.9.4',
              values: [new OctetString({ valueHex: digest })],
            }),
          ],
        }),
      }),
    ],
  })
  await data.sign(own.keys.privateKey, 0, 'SHA-256', content)
  return bytesOf(
    new pkijs.TimeStampResp({
      status: new pkijs.PKIStatusInfo({ status: pkijs.PKIStatus.granted }),
      timeStampToken: new pkijs.ContentInfo({
        contentType: '1.2.840.113549.1.7.2',
        content: data.toSchema(true),
      }),
    }),
  )
}
