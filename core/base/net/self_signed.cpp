#include "core/base/net/self_signed.h"

#include "core/base/check.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <cstdio>
#include <memory>

namespace roundsman {
namespace {

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;
using File = std::unique_ptr<std::FILE, CloseFile>;

Certificate certificateFor(EVP_PKEY* key) {
    constexpr long tenDays = 10L * 24 * 3600;
    Certificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), tenDays);
    X509_set_pubkey(made.get(), key);
    X509_NAME* const name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(made.get(), name);
    X509_EXTENSION* const names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    X509_add_ext(made.get(), names, -1);
    X509_EXTENSION_free(names);
    check(X509_sign(made.get(), key, EVP_sha256()) > 0, "a certificate can be signed");
    return made;
}

File openPrivate(const std::filesystem::path& file) {
    File opened(std::fopen(file.c_str(), "we"));
    if (opened) {
        ::fchmod(::fileno(opened.get()), 0600);
    }
    return opened;
}

} // namespace

std::expected<TlsFiles, std::string> writeSelfSigned(const std::filesystem::path& folder) {
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    check(key != nullptr, "OpenSSL makes EC keys");
    const Certificate certificate = certificateFor(key.get());
    TlsFiles files{.certificate = folder / "certificate.pem", .key = folder / "key.pem"};
    const File to = openPrivate(files.certificate);
    const File keyTo = openPrivate(files.key);
    if (!to || !keyTo || PEM_write_X509(to.get(), certificate.get()) != 1 ||
        PEM_write_PrivateKey(keyTo.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return std::unexpected("a certificate cannot be written into " + folder.string());
    }
    return files;
}

} // namespace roundsman
