// Does what WeCom does to a callback address, with WeCom's own crypto package: verifies it, then delivers an event.
// node deliver.mjs <url> <token> <encodingAESKey> <corpId> <echo> <xml>
import { randomBytes } from 'node:crypto'
import wecom from '@wecom/crypto'

const { encrypt, getSignature } = wecom
const [url, token, key, corpId, echo, xml] = process.argv.slice(2)

function signed(ciphered) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = randomBytes(8).toString('hex')
  return new URLSearchParams({
    msg_signature: getSignature(token, timestamp, nonce, ciphered),
    timestamp,
    nonce,
  })
}

async function verify() {
  const echostr = encrypt(key, echo, corpId)
  const query = signed(echostr)
  query.set('echostr', echostr)
  const answer = await fetch(`${url}?${query}`)
  return { status: answer.status, body: await answer.text() }
}

async function deliver() {
  const ciphered = encrypt(key, xml, corpId)
  const body =
    `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName>` +
    `<Encrypt><![CDATA[${ciphered}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`
  const answer = await fetch(`${url}?${signed(ciphered)}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body,
  })
  return { status: answer.status, body: await answer.text() }
}

console.log(JSON.stringify({ verified: await verify(), delivered: await deliver() }))
