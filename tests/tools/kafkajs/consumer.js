// Any consumer group: prints messages, a JSON line each, until it has seen COUNT different keys, or until the topic has
// been silent for SECONDS when COUNT is 0.
//   node consumer.js BROKER GROUP TOPIC COUNT [SECONDS]
const { Kafka, logLevel } = require("kafkajs");

async function main(broker, groupId, topic, count, seconds) {
  const kafka = new Kafka({ clientId: "my-app", brokers: [broker], logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId, sessionTimeout: 10000, rebalanceTimeout: 10000 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const keys = new Set();
  await new Promise((resolve, reject) => {
    let silence = null;
    const heard = () => {
      clearTimeout(silence);
      silence = count === 0 ? setTimeout(resolve, seconds * 1000) : null;
    };
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer.on(consumer.events.GROUP_JOIN, heard);
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          heard();
          console.log(
            JSON.stringify({
              partition,
              offset: message.offset,
              key: message.key?.toString(),
              id: message.headers["rm-id"]?.toString(),
              value: JSON.parse(message.value.toString()),
            }),
          );
          keys.add(message.key?.toString());
          if (count > 0 && keys.size >= count) {
            resolve();
          }
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
}

const [broker, group, topic, count, seconds] = process.argv.slice(2);
main(broker, group, topic, Number(count), Number(seconds ?? 5)).catch((error) => {
  console.error(error);
  process.exit(1);
});
