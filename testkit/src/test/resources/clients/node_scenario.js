// What an application does with node-zookeeper-client; argument: host:port. Ends with 0 if all is as it must be.
'use strict';

const assert = require('assert');
const zookeeper = require('node-zookeeper-client');

const servers = process.argv[2];
setTimeout(() => { console.error('not done in time'); process.exit(2); }, 60000).unref();

function connect() {
  const client = zookeeper.createClient(servers, { sessionTimeout: 20000 });
  return new Promise((resolve) => {
    client.once('connected', () => resolve(client));
    client.connect();
  });
}

// Calls a method that ends with a callback; several results come as a list.
function call(client, method, ...parameters) {
  return new Promise((resolve, reject) => {
    client[method](...parameters, (error, ...results) => {
      if (error) reject(error);
      else resolve(results.length > 1 ? results : results[0]);
    });
  });
}

async function fails(code, promise) {
  const error = await promise.then(() => null, (failure) => failure);
  assert(error, 'must fail');
  assert.strictEqual(error.getCode(), code);
}

// Registers a watch by the given method and gives the event it sends.
function watch(client, method, path, registered) {
  return new Promise((resolve) => client[method](path, resolve, registered));
}

async function nodes(client) {
  const mode = zookeeper.CreateMode;
  assert.strictEqual(await call(client, 'create', '/node', Buffer.from('zero')), '/node');
  const stat = await call(client, 'setData', '/node', Buffer.from('one'), 0);
  assert.strictEqual(stat.version, 1);
  const [data] = await call(client, 'getData', '/node');
  assert.strictEqual(data.toString(), 'one');
  await fails(zookeeper.Exception.BAD_VERSION, call(client, 'setData', '/node', Buffer.from('x'), 7));
  const path = await call(client, 'create', '/node/s-', null, mode.PERSISTENT_SEQUENTIAL);
  assert.strictEqual(path, '/node/s-0000000000');
  await call(client, 'create', '/node/e', null, mode.EPHEMERAL);
  const [children] = await call(client, 'getChildren', '/node');
  assert.deepStrictEqual(children.sort(), ['e', 's-0000000000']);
  await fails(zookeeper.Exception.NOT_EMPTY, call(client, 'remove', '/node', -1));
  assert.strictEqual(await call(client, 'exists', '/node/none'), null);
}

async function watches(client, other) {
  const created = watch(client, 'exists', '/node/w', async () => {
    await call(other, 'create', '/node/w', null);
  });
  assert.strictEqual((await created).getType(), zookeeper.Event.NODE_CREATED);
  const grown = watch(client, 'getChildren', '/node/w', async () => {
    await call(other, 'create', '/node/w/x', null);
  });
  assert.strictEqual((await grown).getType(), zookeeper.Event.NODE_CHILDREN_CHANGED);
  const gone = watch(client, 'getData', '/node/w/x', async () => {
    await call(other, 'remove', '/node/w/x', -1);
  });
  assert.strictEqual((await gone).getType(), zookeeper.Event.NODE_DELETED);
}

async function transactions(client) {
  const done = client.transaction().create('/node/tx').check('/node/tx', 0).setData('/node/tx', Buffer.from('1'), 0);
  const results = await call(done, 'commit');
  assert.strictEqual(results.length, 3);
  const failing = client.transaction().remove('/node/tx').check('/node', 99);
  await assert.rejects(call(failing, 'commit'));
  assert(await call(client, 'exists', '/node/tx'));
}

async function permissions(client, other) {
  client.addAuthInfo('digest', Buffer.from('node:pw'));
  await call(client, 'create', '/node/mine', Buffer.from('m'), zookeeper.ACL.CREATOR_ALL_ACL);
  await call(client, 'getData', '/node/mine');
  await fails(zookeeper.Exception.NO_AUTH, call(other, 'getData', '/node/mine'));
}

async function main() {
  const client = await connect();
  const other = await connect();
  await nodes(client);
  await watches(client, other);
  await transactions(client);
  await permissions(client, other);
  const creates = [];
  for (let i = 0; i < 500; i++) {
    creates.push(call(client, 'create', '/node/n', null, zookeeper.CreateMode.PERSISTENT_SEQUENTIAL));
  }
  const paths = await Promise.all(creates);
  assert.deepStrictEqual(paths, [...paths].sort());
  client.close();
  await new Promise((resolve) => client.once('disconnected', resolve));
  assert.strictEqual(await call(other, 'exists', '/node/e'), null);
  other.close();
  await new Promise((resolve) => other.once('disconnected', resolve));
  console.log('all done');
  process.exit(0);
}

main().catch((failure) => { console.error(failure); process.exit(1); });
