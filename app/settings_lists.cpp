#include "app/settings_lists.h"

#include "core/base/base64.h"
#include "core/base/net/http_post.h"

#include <toml++/toml.hpp>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <ranges>
#include <utility>

namespace roundsman {
namespace {

/// One key of a table in a list: takes the value, or says what it should be.
template <typename Item>
struct ItemKey {
    std::string_view name;
    std::function<std::string(Item&, const toml::node&)> set;
};

template <typename Item>
std::string setItem(Item& item, const toml::table& table, const std::vector<ItemKey<Item>>& keys) {
    for (const auto& [name, value] : table) {
        const auto key = std::ranges::find(keys, name.str(), &ItemKey<Item>::name);
        if (key == keys.end()) {
            std::vector<std::string_view> names;
            for (const auto& each : keys) {
                names.push_back(each.name);
            }
            const std::string_view nearest = nearestName(name.str(), names);
            return "has no key " + std::string(name.str()) +
                   (nearest.empty() ? "; docs/CONFIGURATION.md lists them all"
                                    : "; did you mean " + std::string(nearest) + "?");
        }
        if (const std::string wrong = key->set(item, value); !wrong.empty()) {
            return std::string(name.str()) + " " + wrong;
        }
    }
    return {};
}

/// A list of tables, written [[name]] or as an array.
template <typename Item>
std::string setItems(std::vector<Item>& items, const toml::node& node, const std::vector<ItemKey<Item>>& keys) {
    const auto* const list = node.as_array();
    if (list == nullptr || list->empty()) {
        return "is a list of tables: write [[…]] above each";
    }
    std::vector<Item> read;
    for (const toml::node& each : *list) {
        const auto* const table = each.as_table();
        if (table == nullptr) {
            return "is a list of tables: write [[…]] above each";
        }
        if (const std::string wrong = setItem(read.emplace_back(), *table, keys); !wrong.empty()) {
            return "number " + std::to_string(read.size()) + ": " + wrong;
        }
    }
    items = std::move(read);
    return {};
}

std::string setTexts(std::vector<std::string>& where, const toml::node& node) {
    std::vector<std::string> texts;
    const auto* const list = node.as_array();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const auto text = (*list)[i].value_exact<std::string>();
        if (text && !text->empty()) {
            texts.push_back(*text);
        }
    }
    if (list == nullptr || list->empty() || texts.size() != list->size()) {
        return "is a list of texts, such as [\"rider-updates\"]";
    }
    where = std::move(texts);
    return {};
}

std::string setText(std::string& where, const toml::node& node) {
    const auto text = node.value_exact<std::string>();
    if (!text || text->empty()) {
        return "is a text in quotes";
    }
    where = *text;
    return {};
}

std::string setFlag(bool& where, const toml::node& node) {
    const auto flag = node.value_exact<bool>();
    if (!flag) {
        return "is true or false";
    }
    where = *flag;
    return {};
}

template <typename Value>
std::string setWord(Value& where, const toml::node& node,
                    std::initializer_list<std::pair<std::string_view, Value>> words) {
    const auto text = node.value_exact<std::string>();
    std::string all;
    for (const auto& [word, meaning] : words) {
        if (text && *text == word) {
            where = meaning;
            return {};
        }
        all += (all.empty() ? "\"" : " or \"") + std::string(word) + "\"";
    }
    return "is " + all;
}

const std::vector<ItemKey<BridgeSettings>>& bridgeKeys() {
    using Bridge = BridgeSettings;
    using Node = toml::node;
    static const std::vector<ItemKey<Bridge>> keys{
        {"topics",
         [](Bridge& b, const Node& n) {
             return setTexts(b.topics, n);
         }},
        {"group",
         [](Bridge& b, const Node& n) {
             return setText(b.group, n);
         }},
        {"brokers",
         [](Bridge& b, const Node& n) {
             return setText(b.brokers, n);
         }},
        {"market",
         [](Bridge& b, const Node& n) {
             return setText(b.market, n);
         }},
        {"market_from",
         [](Bridge& b, const Node& n) {
             return setWord(b.marketFromKey, n, {{"document", false}, {"key", true}});
         }},
        {"coordinates",
         [](Bridge& b, const Node& n) {
             return setWord(b.coordinates, n,
                            {{"degrees", Coordinates::degrees}, {"web-mercator", Coordinates::webMercatorMetres}});
         }},
        {"start",
         [](Bridge& b, const Node& n) {
             return setWord(b.fromStart, n, {{"oldest", true}, {"end", false}});
         }},
        {"topic_ids",
         [](Bridge& b, const Node& n) {
             return setFlag(b.topicIds, n);
         }},
        {"privileged",
         [](Bridge& b, const Node& n) {
             return setFlag(b.privileged, n);
         }},
        {"options",
         [](Bridge& b, const Node& n) {
             return setKafkaOptions(b.options, n);
         }},
    };
    return keys;
}

/// "whsec_" and base64, as the Standard Webhooks specification writes secrets, or any text.
std::string setSecret(std::string& where, const toml::node& node) {
    const auto text = node.value_exact<std::string>();
    constexpr std::string_view coded = "whsec_";
    std::optional<std::string> bytes = text;
    if (text && text->starts_with(coded)) {
        std::string url = text->substr(coded.size(), text->find('=') - coded.size());
        std::ranges::replace(url, '+', '-');
        std::ranges::replace(url, '/', '_');
        bytes = fromBase64Url(url);
    }
    if (!bytes || bytes->size() < 16) {
        return "is a text of at least 16 bytes, or \"whsec_\" and base64"; // never the value
    }
    where = *bytes;
    return {};
}

std::string setSecretFile(std::string& where, const toml::node& node) {
    const auto path = node.value_exact<std::string>();
    std::ifstream in(path.value_or(""), std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.pop_back();
    }
    if (!path || !in || setSecret(where, toml::value<std::string>(text)).size() > 0) {
        return "names a file that holds the secret and nothing else";
    }
    return {};
}

std::string setUrl(std::string& where, const toml::node& node) {
    const auto text = node.value_exact<std::string>();
    const auto url = text ? parseHttpUrl(*text) : std::unexpected("is a text in quotes");
    if (!url) {
        return url.error();
    }
    where = *text;
    return {};
}

template <typename Number>
std::string setWhole(Number& where, const toml::node& node, std::int64_t least, std::int64_t most) {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
        return "is a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    }
    where = Number(*value);
    return {};
}

const std::vector<ItemKey<WebhookSettings>>& webhookKeys() {
    using Hook = WebhookSettings;
    using Node = toml::node;
    static const std::vector<ItemKey<Hook>> keys{
        {"name",
         [](Hook& h, const Node& n) {
             return setText(h.name, n);
         }},
        {"url",
         [](Hook& h, const Node& n) {
             return setUrl(h.url, n);
         }},
        {"secret",
         [](Hook& h, const Node& n) {
             return setSecret(h.secret, n);
         }},
        {"secret_file",
         [](Hook& h, const Node& n) {
             return setSecretFile(h.secret, n);
         }},
        {"topics",
         [](Hook& h, const Node& n) {
             return setTexts(h.topics, n);
         }},
        {"attempts",
         [](Hook& h, const Node& n) {
             return setWhole(h.attemptsMax, n, 1, 100);
         }},
        {"retry_first_ms",
         [](Hook& h, const Node& n) {
             return setWhole(h.retryFirst, n, 1, 3'600'000);
         }},
        {"retry_max_ms",
         [](Hook& h, const Node& n) {
             return setWhole(h.retryMax, n, 1, 86'400'000);
         }},
        {"answer_within_ms",
         [](Hook& h, const Node& n) {
             return setWhole(h.http.answerWithin, n, 100, 120'000);
         }},
        {"certificates",
         [](Hook& h, const Node& n) {
             return setText(h.http.certificates, n);
         }},
    };
    return keys;
}

} // namespace

std::string setWebhooks(AppSettings& settings, const toml::node& node) {
    if (std::string wrong = setItems(settings.outbox.webhooks, node, webhookKeys()); !wrong.empty()) {
        return wrong;
    }
    for (std::size_t i = 0; i < settings.outbox.webhooks.size(); ++i) {
        WebhookSettings& hook = settings.outbox.webhooks[i];
        const std::string who = "number " + std::to_string(i + 1) + ": ";
        if (hook.url.empty() || hook.secret.empty()) {
            return who + "url and secret (or secret_file) are needed";
        }
        hook.name = hook.name.empty() ? parseHttpUrl(hook.url)->host : hook.name;
        const auto same = [&](const WebhookSettings& other) {
            return other.name == hook.name;
        };
        if (std::ranges::any_of(settings.outbox.webhooks | std::views::take(i), same)) {
            return who + "is called " + hook.name + " like another; give each a name";
        }
    }
    return {};
}

std::string setBridges(AppSettings& settings, const toml::node& node) {
    return setItems(settings.bridges, node, bridgeKeys());
}

std::string setKafkaOptions(std::map<std::string, std::string>& where, const toml::node& node) {
    const auto* const table = node.as_table();
    if (table == nullptr) {
        return "is a table of librdkafka's settings, such as \"security.protocol\" = \"SSL\"";
    }
    for (const auto& [name, value] : *table) {
        if (const auto asText = value.value_exact<std::string>()) {
            where[std::string(name.str())] = *asText;
        } else if (const auto asNumber = value.value_exact<std::int64_t>()) {
            where[std::string(name.str())] = std::to_string(*asNumber);
        } else if (const auto asFlag = value.value_exact<bool>()) {
            where[std::string(name.str())] = *asFlag ? "true" : "false";
        } else {
            return "has \"" + std::string(name.str()) +
                   "\", which is neither text, whole number nor flag; names with a dot stand in quotes";
        }
    }
    return {};
}

} // namespace roundsman
